import socket

s = socket.create_connection(("127.0.0.1", 4104))
s.sendall(b"GET / HTTP/1.1\r\n\r\n")
print(s.recv(100))
