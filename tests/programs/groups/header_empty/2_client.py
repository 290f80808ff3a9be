import socket

s = socket.socket()
s.connect(("127.0.0.1", 4027))
while True:
    header = s.recv(10)
    size = int(header)
    print(s.recv(size))
