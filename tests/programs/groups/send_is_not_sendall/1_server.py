# Nobody reads: send() takes a part.
import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4050))
server.listen()
conn, _ = server.accept()
time.sleep(1)
total = 0
while data := conn.recv(65536):
    total += len(data)
print("read", total, total < 20_000_000)
