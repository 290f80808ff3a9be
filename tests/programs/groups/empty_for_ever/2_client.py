import socket
import time

s = socket.socket()
s.connect(("127.0.0.1", 4022))
time.sleep(0.2)
for turn in range(5):
    data = s.recv(1)
    print(turn, data, data == b"", data == "")
print(int(s.recv(1)))
