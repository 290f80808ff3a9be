# bytes and bytearray as they come out of sockets.
data = b"GET /index.html HTTP/1.1\r\nHost: example\r\n\r\n"
head, _, body = data.partition(b"\r\n\r\n")
print(head.split(b"\r\n"), body)
print(data.find(b"Host"), data.index(b"HTTP"), data.count(b"\r\n"), data.startswith(b"GET"), data.endswith(b"\n"))
print(data[0], data[:3], data[-4:], data[4:15], data[::10], type(data[0]), type(data[0:1]))
print(list(b"abc"), [hex(x) for x in b"\x00\xff"], bytes([65, 66, 67]), bytes(3), bytes(range(5)), bytes("é", "utf-8"), bytes(), bytes(b"x"))
print(b"abc".hex(), b"abc".hex(" "), b"\x01\x02\x03\x04".hex("-", 2), bytes.fromhex("48 65 6c 6C 6f"))
print(b"abc" + b"def", b"ab" * 3, b"b" in b"abc", 98 in b"abc", b"a" < b"b", b"" == b"", b"" == "", bool(b""))
print(b"a,b,c".split(b","), b" x ".strip(), b"--x--".strip(b"-"), b"abc".upper(), b"Hello".lower(), b"a-b".replace(b"-", b"+"), b"".join([b"a", b"b"]), b", ".join([b"1", b"2"]))
print(b"7".zfill(3), b"ab".ljust(5, b"."), b"ab".rjust(5), b"ab".center(6, b"*"), b"1".isdigit(), b"a".isalpha(), b"x\ny\n".splitlines())
print(repr(b"\x00\t\n\r\\'\"\x7f\x80\xff"), b"it's", b'"', b"'\"")
print(b"caf\xc3\xa9".decode(), b"caf\xe9".decode("latin-1"), b"caf\xe9".decode("utf-8", "replace"), b"caf\xe9".decode(errors="ignore"), b"caf\xe9".decode("utf-8", "backslashreplace"))
buffer = bytearray(b"hello")
buffer += b" world"
buffer.extend(b"!!")
buffer.append(63)
buffer[0] = 72
buffer[1:3] = b"EY"
print(buffer, len(buffer), bytes(buffer), buffer.decode(), buffer.pop(), buffer.find(b"wor"))
del buffer[:3]
print(buffer)
buffer.insert(0, 65)
buffer.reverse()
print(buffer, bytearray(3), bytearray(b"x") == b"x")
buffer.clear()
print(buffer, not buffer)
view = memoryview(b"abcdef")
print(view[2:4].tobytes(), len(view), view[0], bytes(view))
whole = bytearray()
for piece in [b"ab", b"cd", b"e"]:
    whole += piece
print(whole, bytes(whole).decode())
print(hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], sorted([b"b", b"a"]), max(b"abc"), sum(b"abc"))
print(b"abc".translate(bytes.maketrans(b"a", b"z")), b"%s:%d" % (b"x", 5), b"abc".removeprefix(b"a"), b"key: v".rpartition(b": "))
for bad in [lambda: bytes("abc"), lambda: b"a" + "b", lambda: bytes([256]), lambda: bytes([-1]), lambda: b"\xff".decode(), lambda: b"abc".index(b"z"), lambda: b"a".join(["x"]), lambda: bytes(3)["a"], lambda: bytes.fromhex("4"), lambda: bytes.fromhex("zz"), lambda: b"abc".find("a"), lambda: b"x".decode("nope"), lambda: bytes(-1), lambda: bytearray(b"a").append(300), lambda: b"abc".split(","), lambda: b"abc".replace("a", "b"), lambda: b"abc".startswith("a"), lambda: bytes(1.5)]:
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
try:
    data[0] = 1
except TypeError as error:
    print(error)
