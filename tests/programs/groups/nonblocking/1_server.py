import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4061))
server.listen()
conn, _ = server.accept()
time.sleep(0.5)
conn.sendall(b"late answer")
time.sleep(0.3)
conn.close()
