import pickle
import socket


def exchange(s, *message):
    data = pickle.dumps(message)
    s.sendall(len(data).to_bytes(4, "big") + data)
    size = int.from_bytes(s.recv(4), "big")
    return pickle.loads(s.recv(size))


with socket.create_connection(("127.0.0.1", 4134)) as s:
    print(exchange(s, "join", "bo"))
    for move in ["scissors", "scissors", "rock"]:
        kind, label = exchange(s, "move", move)
        print(kind, label, "me!" if label == "bo" else "")
