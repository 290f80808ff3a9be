import hashlib
import socket

content = "\n".join(f"line {n}: {n * n}" for n in range(1500)).encode()
s = socket.create_connection(("127.0.0.1", 4076))
s.sendall(f"squares.txt|{len(content)}".encode())
print(s.recv(16))
sent = 0
while sent < len(content):
    sent += s.send(content[sent:sent + 1000])
print(s.recv(16), sent, hashlib.sha256(content).hexdigest()[:16])
s.close()
