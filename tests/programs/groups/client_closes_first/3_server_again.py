import socket
import time

time.sleep(0.2)
server = socket.socket()
server.bind(("127.0.0.1", 4038))
server.listen()
print("back", server.getsockname())
