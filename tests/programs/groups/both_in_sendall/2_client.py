import socket

s = socket.create_connection(("127.0.0.1", 4052))
s.sendall(b"c" * 20_000_000)
print(len(s.recv(10)))
