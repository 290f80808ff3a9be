import socket

server = socket.socket()
server.bind(("127.0.0.1", 4111))
server.listen()
conn, _ = server.accept()
conn.sendall(b"finally")
conn.close()
