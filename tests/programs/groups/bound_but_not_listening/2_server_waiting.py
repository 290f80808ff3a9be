import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4013))
print("bound, busy with something else")
time.sleep(0.8)
print("done")
