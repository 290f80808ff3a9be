import socket

s = socket.create_connection(("127.0.0.1", 4117))
s.sendall(b"hello")
s.recv(1)
