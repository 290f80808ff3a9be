import socket

for text in ["first", "second"]:
    with socket.create_connection(("127.0.0.1", 4132)) as s:
        s.sendall(text.encode())
        print(s.recv(100))
