# The length of the text is not the length of its bytes.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4031))
server.listen()
conn, _ = server.accept()
for text in ["Tea", "Café", "日本"]:
    conn.sendall(f"{len(text):<10}".encode() + text.encode("utf-8"))
    conn.recv(2)
    conn.close()
    conn, _ = server.accept()
