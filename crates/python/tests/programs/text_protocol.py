import json, base64, hashlib
def packet(kind, **fields):
    body = json.dumps({"kind": kind, **fields}, sort_keys=True, separators=(",", ":")).encode()
    return len(body).to_bytes(4, "big") + hashlib.md5(body).digest()[:4] + body
def parse(buf):
    out = []
    while len(buf) >= 8:
        n = int.from_bytes(buf[:4], "big"); check, body = buf[4:8], buf[8:8 + n]
        if len(body) < n: break
        out.append((json.loads(body), hashlib.md5(body).digest()[:4] == check)); buf = buf[8 + n:]
    return out, buf
wire = packet("hello", name="Ann") + packet("data", payload=base64.b64encode(b"\x00\xff").decode(), n=[1, 2.5, None]) + packet("bye")[:9]
print(wire.hex()); msgs, rest = parse(wire)
for m, ok in msgs: print(m, ok)
print(rest, len(rest))
