import socket, struct, zlib
from dataclasses import dataclass
from enum import IntEnum
class Kind(IntEnum):
    DATA = 1; ACK = 2; NAK = 3; FIN = 4
class ProtocolError(Exception): pass
class ChecksumError(ProtocolError):
    def __init__(self, want, got):
        super().__init__(f"checksum {got:#010x}, expected {want:#010x}")
@dataclass(frozen=True)
class Frame:
    kind: Kind
    seq: int
    payload: bytes = b""
    HEADER = struct.Struct("!2sBHI")
    MAGIC = b"\xab\xcd"
    def encode(self):
        crc = zlib.crc32(self.payload + bytes([self.kind, self.seq]))
        return self.HEADER.pack(self.MAGIC, self.kind << 4 | self.seq, len(self.payload), crc) + self.payload
    @classmethod
    def decode(cls, data):
        magic, ks, n, crc = cls.HEADER.unpack_from(data)
        if magic != cls.MAGIC: raise ProtocolError(f"bad magic {magic.hex(' ')}")
        payload = data[cls.HEADER.size:cls.HEADER.size + n]
        frame = cls(Kind(ks >> 4), ks & 0xF, payload)
        want = zlib.crc32(payload + bytes([frame.kind, frame.seq]))
        if want != crc: raise ChecksumError(want, crc)
        return frame
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 6104))
expected, got = 0, []
while True:
    data, addr = s.recvfrom(2048)
    try: f = Frame.decode(data)
    except (ProtocolError, ValueError, struct.error) as e:
        print(type(e).__name__, e)
        s.sendto(Frame(Kind.NAK, expected).encode(), addr); continue
    print(f)
    if f.kind is Kind.FIN: break
    if f.seq == expected: got.append(f.payload); expected ^= 1
    s.sendto(Frame(Kind.ACK, f.seq).encode(), addr)
print(b"".join(got))
