import socket
import time

time.sleep(0.2)
server = socket.socket()
try:
    server.bind(("127.0.0.1", 4036))
except OSError as error:
    print("without option:", error)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", 4036))
print("never printed")
