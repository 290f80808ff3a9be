import socket

with socket.create_connection(("127.0.0.1", 4070)) as s:
    s.sendall(b"12345")
    print(s.recv(100))
