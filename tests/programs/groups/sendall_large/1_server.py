import hashlib
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4051))
server.listen()
conn, _ = server.accept()
digest, total = hashlib.md5(), 0
while True:
    data = conn.recv(4096)
    if not data:
        break
    digest.update(data)
    total += len(data)
print(total, digest.hexdigest())
conn.sendall(str(total).encode())
conn.close()
