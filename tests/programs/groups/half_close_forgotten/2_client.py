import socket

s = socket.create_connection(("127.0.0.1", 4058))
s.sendall(b"1 2 3")
print("waiting for the sum")
print("sum:", s.recv(100).decode())
