# Classes, methods, exceptions and bytes: a protocol parser fed piece by piece.
class Incomplete(Exception):
    pass


class Reader:
    def __init__(self):
        self.buffer = b""
        self.messages = []

    def feed(self, piece):
        self.buffer += piece
        while True:
            try:
                message = self.take()
            except Incomplete:
                break
            self.messages.append(message)

    def take(self):
        if len(self.buffer) < 4:
            raise Incomplete("header")
        length = int(self.buffer[:4])
        if len(self.buffer) < 4 + length:
            raise Incomplete("body")
        body = self.buffer[4:4 + length]
        self.buffer = self.buffer[4 + length:]
        return body.decode()


stream = b""
for number in range(4000):
    text = "message " * (number % 7 + 1)
    body = text.encode()
    stream += b"%04d" % len(body) + body

reader = Reader()
position = 0
while position < len(stream):
    piece = stream[position:position + 7]
    reader.feed(piece)
    position += len(piece)
print(len(reader.messages), reader.messages[-1])
