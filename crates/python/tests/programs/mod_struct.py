import struct
print(struct.pack(">I", 33), struct.pack("<HbQ", 1, -2, 3), struct.pack("!I5s", 7, b"hello"), struct.calcsize("!IHB"), struct.calcsize("bI"), struct.pack("?x2f", True, 1.5, -2.0), struct.pack("3B", 1, 2, 3))
print(struct.unpack(">I", b"\x00\x00\x00!"), struct.unpack("!IH", b"\0\0\0\1\0\2"), struct.unpack("4s2x", b"abcd\0\0"), struct.unpack_from("<H", b"\0\1\2\3", 1), list(struct.iter_unpack(">H", b"\0\1\0\2")))
buf = bytearray(6); struct.pack_into(">H", buf, 2, 513); print(buf, struct.Struct(">HH").pack(1, 2), struct.Struct("<I").size, struct.Struct("<I").unpack(b"\1\0\0\0"), struct.Struct(">I").format)
print(struct.unpack(">I", b"GET ")[0], struct.unpack(">d", struct.pack(">d", 3.14))[0], struct.pack("e", 1.5), struct.pack(">q", -1), struct.pack("c", b"x"), struct.pack("5p", b"ab"))
for f in (lambda: struct.unpack(">I", b"\0\0"), lambda: struct.pack(">I", -1), lambda: struct.pack("B", 256), lambda: struct.pack(">H", 70000), lambda: struct.pack("I", "a"), lambda: struct.pack("I"), lambda: struct.pack("z", 1),
          lambda: struct.pack("4s", "ab"), lambda: struct.unpack(">I", "abcd"), lambda: struct.unpack_from(">I", b"ab"), lambda: struct.pack("f", "x"), lambda: struct.calcsize("3"), lambda: struct.pack(">I", 1.5), lambda: struct.pack_into(">I", bytearray(2), 0, 1), lambda: struct.pack("c", b"ab")):
    try:
        print(f())
    except struct.error as e:
        print("struct.error:", e)
    except Exception as e:
        print(type(e).__name__, e)
