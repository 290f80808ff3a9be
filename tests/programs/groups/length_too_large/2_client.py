import socket

s = socket.create_connection(("127.0.0.1", 4032))
size = int(s.recv(10))
data = b""
while len(data) < size:
    data += s.recv(size - len(data))
    print(f"{len(data)} of {size}")
s.sendall(b"got it")
