# Nobody speaks first.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4019))
server.listen()
conn, _ = server.accept()
question = conn.recv(1024)
conn.send(b"answer to " + question)
