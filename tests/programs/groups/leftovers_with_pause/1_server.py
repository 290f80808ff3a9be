# The same reader is content when the sender pauses.
import pickle
import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4029))
server.listen()
conn, _ = server.accept()
for value in ({"n": 1}, {"n": 2}, {"n": [3] * 30}):
    data = pickle.dumps(value)
    conn.send(f"{len(data):<10}".encode() + data)
    time.sleep(0.3)
print(conn.recv(10))
