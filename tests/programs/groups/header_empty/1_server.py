import socket

server = socket.socket()
server.bind(("127.0.0.1", 4027))
server.listen()
conn, _ = server.accept()
conn.sendall(b"5         hello")
conn.close()
