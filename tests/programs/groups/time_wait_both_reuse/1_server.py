# With the option in both runs the restart works.
import socket

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", 4037))
server.listen()
conn, _ = server.accept()
conn.sendall(b"bye")
conn.close()
server.close()
