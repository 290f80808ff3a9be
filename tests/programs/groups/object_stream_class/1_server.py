# A homework with a base class, framing inside methods and a dictionary of handlers.
import json
import socket


class Peer:
    HEADER = 4

    def __init__(self, sock):
        self.sock = sock

    def send(self, message):
        data = json.dumps(message).encode()
        self.sock.sendall(len(data).to_bytes(self.HEADER, "big") + data)

    def receive(self):
        header = self._read(self.HEADER)
        if header is None:
            return None
        return json.loads(self._read(int.from_bytes(header, "big")))

    def _read(self, count):
        data = bytearray()
        while len(data) < count:
            chunk = self.sock.recv(count - len(data))
            if not chunk:
                return None
            data.extend(chunk)
        return bytes(data)


class Shop(Peer):
    def __init__(self, sock, stock):
        super().__init__(sock)
        self.stock = dict(stock)
        self.handlers = {"list": self.on_list, "buy": self.on_buy}

    def on_list(self, **_):
        return sorted(self.stock.items())

    def on_buy(self, item, count=1, **_):
        if self.stock.get(item, 0) < count:
            raise LookupError(f"only {self.stock.get(item, 0)} {item} left")
        self.stock[item] -= count
        return {"left": self.stock[item]}

    def run(self):
        while (message := self.receive()) is not None:
            try:
                result = self.handlers[message["type"]](**message)
                self.send({"ok": True, "result": result})
            except LookupError as error:
                self.send({"ok": False, "error": repr(error)})
        print("final stock", self.stock)


with socket.create_server(("127.0.0.1", 4121)) as server:
    conn, _ = server.accept()
    with conn:
        Shop(conn, {"tea": 3, "cake": 1}).run()
