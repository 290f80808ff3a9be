# Binary headers.
import struct

print(struct.pack(">I", 33), struct.pack("<I", 33), struct.pack("!H", 80), struct.pack("B", 255), struct.pack(">h", -2), struct.pack(">q", -1), struct.pack(">Q", 2 ** 63))
print(struct.calcsize(">IHB"), struct.calcsize("IHB"), struct.calcsize("<BI"), struct.calcsize("BI"), struct.calcsize("!10s"), struct.calcsize(""), struct.calcsize(">2I3s?d"))
print(struct.unpack(">I", b"\x00\x00\x00\x21"), struct.unpack("<HB", b"\x01\x02\x03"), struct.unpack("!4sH", b"ab\x00\x00\x00\x50"))
print(struct.pack("5s", b"abc"), struct.pack("2s", b"abc"), struct.pack("?", True), struct.pack("c", b"x"), struct.pack(">3B", 1, 2, 3), struct.pack("<d", 1.5), struct.pack(">f", 0.1), struct.pack(">bx2h", 1, 2, 3))
header = struct.pack(">IB", 5, 7)
length, kind = struct.unpack(">IB", header)
print(header, length, kind, struct.unpack_from(">H", b"\xff\xff\x00\x05", 2), struct.unpack(">I", b"GET ")[0], struct.unpack(">I", b"33  ")[0])
print(list(struct.iter_unpack(">H", b"\x00\x01\x00\x02")), struct.unpack(">f", struct.pack(">f", 0.1))[0], struct.unpack("<d", struct.pack("<d", -2.5)))
packet = struct.Struct("!BHI")
print(packet.size, packet.pack(1, 2, 3), packet.unpack(b"\x01\x00\x02\x00\x00\x00\x03"))
buffer = bytearray(6)
struct.pack_into(">H", buffer, 2, 258)
print(buffer)
for bad in [lambda: struct.unpack(">I", b"\x00\x00"), lambda: struct.pack(">B", 256), lambda: struct.pack(">I", -1), lambda: struct.pack(">H", "a"), lambda: struct.pack(">I"), lambda: struct.pack(">I", 1, 2), lambda: struct.pack("s", "text"), lambda: struct.unpack(">I", "abcd"), lambda: struct.pack("z", 1), lambda: struct.pack(">i", 1.5), lambda: struct.unpack_from(">I", b"abc"), lambda: struct.pack(">h", 40_000), lambda: struct.pack("c", b"xy")]:
    try:
        print(bad())
    except struct.error as error:
        print("struct.error:", error)
    except TypeError as error:
        print("TypeError:", error)
