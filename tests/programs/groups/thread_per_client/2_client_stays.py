import socket

s = socket.create_connection(("127.0.0.1", 4065))
s.sendall(b"hello")
print(s.recv(100))
print(s.recv(100))
