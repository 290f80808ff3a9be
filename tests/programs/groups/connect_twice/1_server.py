import socket

server = socket.create_server(("127.0.0.1", 4125))
while True:
    conn, addr = server.accept()
    conn.sendall(b"hi")
