# A "file" with name and size in front.
import hashlib
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4076))
server.listen()
conn, _ = server.accept()
name, size = conn.recv(64).decode().split("|")
size = int(size)
conn.sendall(b"READY")
received = bytearray()
while len(received) < size:
    received += conn.recv(min(4096, size - len(received)))
print(name, len(received), hashlib.sha256(received).hexdigest()[:16])
conn.sendall(b"DONE")
print(conn.recv(10))
