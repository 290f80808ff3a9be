import io
b = io.BytesIO(b"line1\nline2\nend"); print(b.read(3), b.readline(), b.tell(), b.readlines(), b.read(), b.seek(0), b.read(), b.getvalue(), b.seek(-3, 2), b.read())
w = io.BytesIO(); print(w.write(b"abc"), w.write(b"def"), w.getvalue(), w.seek(1), w.write(b"X"), w.getvalue(), w.truncate(4), w.getvalue(), list(io.BytesIO(b"a\nb")), w.readable(), w.closed); w.close(); print(w.closed)
s = io.StringIO("héllo\nworld\n"); print(repr(s.readline()), repr(s.read()), s.getvalue().count("\n"), [l for l in io.StringIO("a\nb\n")]); s = io.StringIO(); print("x", 1, file=s); s.write("y"); print(repr(s.getvalue()))
with io.BytesIO() as f: f.write(b"q"); print(f.getvalue())
buf = bytearray(4); r = io.BytesIO(b"abcdef"); print(r.readinto(buf), buf, r.read(1), io.BytesIO().read(), io.BytesIO(b"xyz").getbuffer()[1])
for f in (lambda: w.read(), lambda: io.BytesIO().write("a"), lambda: io.StringIO().write(b"a"), lambda: io.BytesIO(b"").seek(-1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
