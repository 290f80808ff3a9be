import socket

server = socket.socket()
server.bind(("127.0.0.1", 4015))
server.listen()
conn, _ = server.accept()
conn.sendall(b"Welcome to the server!")
conn.close()
