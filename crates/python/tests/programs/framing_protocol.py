HEADER = 10
class Stream:
    def __init__(self, data, n): self.data, self.n = data, n
    def recv(self, k):
        k = min(k, self.n); part, self.data = self.data[:k], self.data[k:]
        return part
def send(msg): return f"{len(msg):<{HEADER}}".encode() + msg
def recv_exact(s, n):
    buf = bytearray()
    while len(buf) < n:
        part = s.recv(n - len(buf))
        if not part: raise EOFError(f"got {len(buf)} of {n} bytes")
        buf.extend(part)
    return bytes(buf)
def messages(s):
    while True:
        try:
            size = int(recv_exact(s, HEADER))
        except EOFError as e:
            print("end:", e); return
        yield recv_exact(s, size)
wire = b"".join(send(m) for m in (b"hello", b"", "wörld".encode(), b"x" * 20)); print(wire, len(wire))
for n in (1, 7, 100):
    print(n, list(messages(Stream(wire, n))))
try:
    list(messages(Stream(wire[:-3], 4)))
except EOFError as e:
    print("short", e)
full, new, out = b"", True, []
for i in range(0, len(wire), 7):
    msg = wire[i:i + 7]
    if new:
        print(f"new msg len: {msg[:HEADER]}"); need = int(msg[:HEADER]); new = False
    full += msg
    if len(full) - HEADER == need: print("full", full[HEADER:]); new = True; full = b""
print(full[:12], new)
