import socket

for n in (3, 12, 7, 100):
    with socket.create_connection(("127.0.0.1", 4115)) as s:
        s.sendall(str(n).encode())
        print(n, s.recv(20).decode())
