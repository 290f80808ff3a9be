# Length of the repr, bytes of the text: the reader waits for what never comes.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4032))
server.listen()
conn, _ = server.accept()
text = "line one\nline two"
conn.sendall(f"{len(repr(text)):<10}".encode() + text.encode())
print("sent", len(text), "announced", len(repr(text)))
print(conn.recv(100))
