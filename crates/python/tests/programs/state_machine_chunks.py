from enum import Enum, auto
class S(Enum):
    HEAD = auto()
    BODY = auto()
class Parser:
    def __init__(self): self.state, self.buf, self.need, self.out = S.HEAD, b"", 0, []
    def feed(self, data):
        self.buf += data
        while True:
            if self.state is S.HEAD:
                if b"\n" not in self.buf: return
                head, self.buf = self.buf.split(b"\n", 1); self.need = int(head); self.state = S.BODY
            elif self.state is S.BODY:
                if len(self.buf) < self.need: return
                self.out.append(self.buf[:self.need]); self.buf = self.buf[self.need:]; self.state = S.HEAD
wire = b"5\nhello3\nabc0\n11\nhello again"
for size in (1, 2, 3, 10, 100):
    p = Parser()
    for i in range(0, len(wire), size): p.feed(wire[i:i + size])
    print(size, p.out, p.state, p.buf)
