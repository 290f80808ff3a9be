import socket
import time

s = socket.socket()
s.connect(("127.0.0.1", 4016))
time.sleep(0.3)
print(s.recv(1024))
s.send(b"thanks")
