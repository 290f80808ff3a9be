import socket

server = socket.socket()
server.bind(("127.0.0.1", 4064))
server.listen()
conn, _ = server.accept()
other, _ = server.accept()
