import socket
import time

s = socket.create_connection(("127.0.0.1", 4105))
s.sendall(b"abcdefghijklm")
time.sleep(0.3)
s.sendall(b"123")
time.sleep(0.3)
s.sendall(b"45678")
time.sleep(0.2)
s.sendall(b"tail")
print(s.recv(10), s.recv(10))
