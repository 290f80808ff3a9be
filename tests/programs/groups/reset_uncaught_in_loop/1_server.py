import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4040))
server.listen()
conn, _ = server.accept()
print(conn.recv(4))
time.sleep(0.2)
raise SystemExit("server gives up")
