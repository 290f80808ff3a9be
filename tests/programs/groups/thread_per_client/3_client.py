import socket

with socket.create_connection(("127.0.0.1", 4065)) as s:
    for word in ["a", "b"]:
        s.sendall(word.encode())
        print(s.recv(100))
