# The server hangs up first, ends, and cannot come back.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4036))
server.listen()
conn, _ = server.accept()
conn.sendall(b"bye")
conn.close()
server.close()
print("first run over")
