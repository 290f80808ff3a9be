# Files in memory.
import io

text = io.StringIO()
text.write("first line\n")
print("second", 2, file=text)
print(repr(text.getvalue()))
text.seek(0)
print(repr(text.readline()), repr(text.read()), repr(text.read()))
for line in io.StringIO("a\nb\nc"):
    print(repr(line), end=" ")
print()
raw = io.BytesIO(b"\x00\x01header\nbody")
print(raw.read(2), raw.readline(), raw.tell(), raw.read(), raw.read(5), raw.getvalue())
raw.seek(0)
raw.write(b"XY")
raw.seek(-4, 2)
print(raw.getvalue(), raw.read())
with io.BytesIO() as buffer:
    buffer.write(b"abc")
    print(buffer.tell(), buffer.getvalue())
try:
    buffer.read()
except ValueError as error:
    print(error)
try:
    io.BytesIO().write("text")
except TypeError as error:
    print(error)
try:
    io.StringIO().write(b"bytes")
except TypeError as error:
    print(error)
print(io.StringIO("x\ny\n").readlines(), io.BytesIO(b"1\n2").readlines())
