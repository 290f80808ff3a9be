import pickle
import socket


class Order:
    currency = "EUR"

    def __init__(self, item, count=1):
        self.item = item
        self.count = count

    def __repr__(self):
        return f"Order({self.item!r}, {self.count})"


s = socket.create_connection(("127.0.0.1", 4060))
first = Order("tea", 3)
s.sendall(pickle.dumps([first, Order("cake"), first]))
s.shutdown(socket.SHUT_WR)
data = b""
while piece := s.recv(1024):
    data += piece
print(pickle.loads(data), pickle.loads(data)[-1].currency)
