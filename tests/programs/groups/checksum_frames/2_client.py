import socket, struct, zlib
H = struct.Struct("!2sBHI")
def enc(kind, seq, p=b"", bad=False):
    return H.pack(b"\xab\xcd", kind << 4 | seq, len(p), zlib.crc32(p + bytes([kind, seq])) ^ bad) + p
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(1); s.connect(("127.0.0.1", 6104))
seq = 0
for i, part in enumerate([b"hello ", b"world", b"!"]):
    for attempt in range(3):
        s.send(enc(1, seq, part, bad=(i == 1 and attempt == 0)))
        m, ks, n, crc = H.unpack(s.recv(100))
        print(part, "ACK" if ks >> 4 == 2 else "NAK", ks & 15)
        if ks >> 4 == 2: seq ^= 1; break
s.send(b"xx"); print(s.recv(100)[:3]); s.send(b"\0" * 9); s.recv(100); s.send(enc(9, 0)); s.recv(100)
s.send(enc(4, 0))
