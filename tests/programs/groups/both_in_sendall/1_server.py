# Both write a lot and nobody reads.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4052))
server.listen()
conn, _ = server.accept()
conn.sendall(b"s" * 20_000_000)
print(len(conn.recv(10)))
