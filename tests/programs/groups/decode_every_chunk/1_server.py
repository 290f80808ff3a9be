import socket

server = socket.socket()
server.bind(("127.0.0.1", 4033))
server.listen()
for _ in range(3):
    conn, _ = server.accept()
    conn.sendall("Café crème".encode())
    conn.close()
