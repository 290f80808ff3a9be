# Two messages at once; the reader compares with == and throws the rest away.
import pickle
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4028))
server.listen()
conn, _ = server.accept()
for value in ({"n": 1}, {"n": 2}):
    data = pickle.dumps(value)
    conn.send(f"{len(data):<10}".encode() + data)
print(conn.recv(10))
