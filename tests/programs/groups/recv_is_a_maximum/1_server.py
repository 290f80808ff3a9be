# 22 bytes, then 5,000, then nothing.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4014))
server.listen()
conn, addr = server.accept()
conn.sendall(b"Welcome to the server!")
print(conn.recv(16))
conn.sendall(b"x" * 5000)
print(conn.recv(16))
print(conn.recv(16))
