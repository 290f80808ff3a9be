import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4056))
server.listen()
time.sleep(0.5)
conn, addr = server.accept()
print(conn.recv(100))
print(conn.recv(100))
conn.close()
