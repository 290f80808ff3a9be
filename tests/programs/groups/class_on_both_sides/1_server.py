import pickle
import socket


class Order:
    def __init__(self, item, count=1):
        self.item = item
        self.count = count

    def total(self, price):
        return self.count * price


def read_all(sock):
    parts = []
    while True:
        part = sock.recv(32)
        if not part:
            return b"".join(parts)
        parts.append(part)


server = socket.socket()
server.bind(("127.0.0.1", 4060))
server.listen()
conn, _ = server.accept()
orders = pickle.loads(read_all(conn))
for order in orders:
    print(type(order).__name__, order.item, order.count, order.total(2.5))
print(orders[0] is orders[-1])
orders.append(Order("receipt", len(orders)))
conn.sendall(pickle.dumps(orders))
conn.close()
