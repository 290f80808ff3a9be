data = b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
head, sep, body = data.partition(b"\r\n\r\n"); lines = head.split(b"\r\n"); method, path, ver = lines[0].split(); headers = {k.strip().lower(): v.strip() for k, _, v in (l.partition(b":") for l in lines[1:])}
print(method, path, ver, headers, body, int(headers[b"content-length"]) == len(body), [hex(b) for b in body], " ".join(f"{b:02x}" for b in body), bytes(b ^ 0x20 for b in body), sum(body), max(body), body[::-1], bytes(reversed(body)), sorted(set(body)))
buf = b""
for piece in (b"5:he", b"llo3", b":abc"):
    buf += piece
    while b":" in buf:
        n, rest = buf.split(b":", 1)
        if len(rest) < int(n): break
        print(rest[:int(n)]); buf = rest[int(n):]
print(buf, len(buf), b"%d:%b" % (3, b"abc"), b"abc".ljust(6, b"\0"), b"abc\0\0".rstrip(b"\0"), b"a" b"b", int.from_bytes(b"\x01\x02", "big"), (258).to_bytes(2, "big"), bytes.fromhex("0a0B"), bytes([65, 66]).decode(), list(b"\x01\x02"), b"\n" in b"a\nb", b"x".join([b"1", b"2"]), memoryview(data)[:3].tobytes())
msg = "wörld"; hdr = f"{len(msg.encode()):<10}".encode(); print(hdr, hdr + msg.encode(), int(hdr), int(hdr[:10]), msg.encode()[:2])
try:
    msg.encode()[:2].decode()
except UnicodeDecodeError as e:
    print(e)
