class Conn:
    def __init__(self, host):
        self.host = host
        self.connect()
    def connect(self):
        raise ConnectionError(f"no route to {self.host}")
c = Conn("example")
