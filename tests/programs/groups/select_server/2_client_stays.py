import socket

s = socket.create_connection(("127.0.0.1", 4070))
s.sendall(b"abc")
print(s.recv(100))
s.sendall(b"def")
print(s.recv(100))
s.recv(100)
