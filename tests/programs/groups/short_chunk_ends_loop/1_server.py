# 2047 bytes: the reader's trick works. 2048: it waits for ever.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4020))
server.listen()
for size in (2047, 2049, 2048):
    conn, _ = server.accept()
    conn.sendall(b"a" * size)
    print("sent", size, conn.recv(10))
