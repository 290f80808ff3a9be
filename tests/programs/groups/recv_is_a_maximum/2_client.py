import socket
import time

s = socket.socket()
s.connect(("127.0.0.1", 4014))
print(len(s.recv(1024)), "bytes, 1024 asked")
s.send(b"more please")
time.sleep(0.3)
print(len(s.recv(1024)), "bytes, 1024 asked")
rest = 0
while rest < 5000 - 1024:
    rest += len(s.recv(1024))
print(rest, "the rest")
s.send(b"again")
print(len(s.recv(1024)), "never printed")
