import socket

PORT = 4011
with socket.create_connection(("localhost", PORT)) as s:
    s.sendall(b"second client")
    print(s.recv(6), s.recv(100))
    print(s.getpeername())
