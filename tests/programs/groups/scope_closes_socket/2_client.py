import socket


def read_all(s):
    pieces = []
    while piece := s.recv(5):
        pieces.append(piece)
    return pieces


a = socket.create_connection(("127.0.0.1", 4077))
print(read_all(a))
b = socket.create_connection(("127.0.0.1", 4077))
print(read_all(b))
c = socket.create_connection(("127.0.0.1", 4077))
print(c.recv(100))
d = socket.create_connection(("127.0.0.1", 4077))
print(d.recv(100))
print(read_all(c))
print(read_all(d))
