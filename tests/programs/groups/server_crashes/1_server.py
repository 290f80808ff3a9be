# An unexpected message ends the server; clients see the end, then a refusal.
import socket

ages = {"ana": 30}
server = socket.socket()
server.bind(("127.0.0.1", 4110))
server.listen()
while True:
    conn, addr = server.accept()
    name = conn.recv(100).decode()
    conn.sendall(str(ages[name]).encode())
    conn.close()
