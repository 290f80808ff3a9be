import socket

s = socket.create_connection(("127.0.0.1", 4065))
s.sendall(b"last")
print(s.recv(100))
