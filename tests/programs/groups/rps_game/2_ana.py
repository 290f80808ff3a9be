import pickle
import socket


def exchange(s, *message):
    data = pickle.dumps(message)
    s.sendall(len(data).to_bytes(4, "big") + data)
    size = int.from_bytes(s.recv(4), "big")
    return pickle.loads(s.recv(size))


with socket.create_connection(("127.0.0.1", 4134)) as s:
    print(exchange(s, "join", "ana"))
    for move in ["rock", "paper", "rock"]:
        print(exchange(s, "move", move))
