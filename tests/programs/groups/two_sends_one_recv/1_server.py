import socket

server = socket.socket()
server.bind(("127.0.0.1", 4016))
server.listen()
conn, _ = server.accept()
conn.send(b"Hello ")
conn.send(b"World")
print(conn.recv(100))
