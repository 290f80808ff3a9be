import socket

s = socket.socket()
s.connect(("127.0.0.1", 4026))
header = s.recv(10)
size = int(header)
print("header", header, "size", size)
body = s.recv(size)
print("body", body)
header = s.recv(10)
print("header", header)
print("size", int(header))
