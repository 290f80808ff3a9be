import socket

s = socket.socket()
print(s.getsockname())
s.bind(("127.0.0.1", 4114))
s.connect(("127.0.0.1", 4113))
print(s)
print(s.getsockname(), s.getpeername())
s.send(b"named")
print(s.recv(10))
