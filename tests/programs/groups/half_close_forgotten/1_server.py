import socket

server = socket.socket()
server.bind(("127.0.0.1", 4058))
server.listen()
conn, _ = server.accept()
numbers = b""
while True:
    piece = conn.recv(1024)
    if not piece:
        break
    numbers += piece
conn.sendall(str(sum(int(n) for n in numbers.split())).encode())
