import pickle
import socket

s = socket.create_connection(("127.0.0.1", 4059))
data = b""
while piece := s.recv(16):
    data += piece
ship = pickle.loads(data)
print(ship.name)
