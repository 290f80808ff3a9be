import json
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4075))
server.listen()
conn, _ = server.accept()
conn.sendall(json.dumps({"a": 1}).encode())
conn.sendall(json.dumps({"b": 2}).encode())
conn.recv(1)
