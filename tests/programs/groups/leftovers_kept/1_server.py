# The cure: a buffer that outlives the messages.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4030))
server.listen()
conn, _ = server.accept()
conn.sendall(b"".join(f"{len(m):<10}{m}".encode() for m in ["one", "twenty-two", "", "333" * 9]))
conn.close()
