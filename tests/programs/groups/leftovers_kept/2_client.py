import socket


class Reader:
    def __init__(self, sock, size):
        self.sock = sock
        self.size = size
        self.buffer = b""

    def exactly(self, count):
        while len(self.buffer) < count:
            piece = self.sock.recv(self.size)
            if not piece:
                raise EOFError(f"{count - len(self.buffer)} bytes missing")
            self.buffer += piece
        result, self.buffer = self.buffer[:count], self.buffer[count:]
        return result

    def message(self):
        return self.exactly(int(self.exactly(10))).decode()


s = socket.socket()
s.connect(("127.0.0.1", 4030))
reader = Reader(s, 13)
for _ in range(4):
    print(repr(reader.message()))
reader.message()
