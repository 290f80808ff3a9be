import socket

server = socket.socket()
server.bind(("127.0.0.1", 4022))
server.listen()
conn, _ = server.accept()
conn.sendall(b"42")
conn.close()
server.close()
