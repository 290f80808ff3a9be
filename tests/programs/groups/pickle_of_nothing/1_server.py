import socket

server = socket.socket()
server.bind(("127.0.0.1", 4024))
server.listen()
conn, _ = server.accept()
conn.close()
conn, _ = server.accept()
conn.send(b"\x80\x04")
conn.close()
