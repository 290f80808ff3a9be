import socket

s = socket.create_connection(("127.0.0.1", 4053))
s.sendall(b"first")
print(s.recv(100))
print(s.recv(100))
