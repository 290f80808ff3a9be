import socket
import time

s = socket.create_connection(("127.0.0.1", 4039))
s.sendall(b"a long request that nobody reads")
try:
    print(s.recv(100))
except ConnectionResetError as error:
    print(error)
print(s.recv(100))
try:
    s.send(b"x")
except BrokenPipeError as error:
    print(error)
s.close()
s = socket.create_connection(("127.0.0.1", 4039))
s.sendall(b"another request")
time.sleep(0.8)
print(s.recv(7))
print(s.recv(100))
print(s.recv(100))
