import pickle
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4025))
server.listen()
data = pickle.dumps({1: "hi", 2: "there"})
data = f"{len(data):<10}".encode() + data
while True:
    conn, _ = server.accept()
    conn.sendall(data)
    conn.close()
