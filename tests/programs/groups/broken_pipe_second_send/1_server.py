import socket

server = socket.socket()
server.bind(("127.0.0.1", 4042))
server.listen()
conn, _ = server.accept()
conn.close()
server.close()
