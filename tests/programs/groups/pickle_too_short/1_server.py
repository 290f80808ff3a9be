import pickle
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4023))
server.listen()
conn, _ = server.accept()
data = pickle.dumps({"scores": list(range(50)), "name": "long enough"})
print(len(data))
conn.sendall(data)
conn.close()
