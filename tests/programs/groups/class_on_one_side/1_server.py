# The class travels by name only.
import pickle
import socket


class Ship:
    def __init__(self, name):
        self.name = name


server = socket.socket()
server.bind(("127.0.0.1", 4059))
server.listen()
conn, _ = server.accept()
data = pickle.dumps(Ship("Aurora"))
print(data)
conn.sendall(data)
conn.close()
