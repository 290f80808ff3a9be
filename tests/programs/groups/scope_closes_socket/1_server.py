# A socket that nobody refers to any more is closed.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4077))
server.listen()


def serve_one():
    conn, addr = server.accept()
    conn.send(b"short visit")


for _ in range(2):
    serve_one()
while True:
    conn, addr = server.accept()
    conn.send(b"until the next one")
