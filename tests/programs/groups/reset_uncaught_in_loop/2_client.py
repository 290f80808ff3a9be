import socket


def read_all(sock):
    data = b""
    while True:
        piece = sock.recv(1024)
        if not piece:
            return data
        data += piece


s = socket.create_connection(("127.0.0.1", 4040))
s.sendall(b"0123456789")
print(read_all(s))
