import string, codecs
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.hexdigits, string.capwords("hello big world"))
print(string.Template("$a and ${b} $$").substitute(a=1, b=2), string.Template("$a $z").safe_substitute(a=1), len(string.printable))
dec = codecs.getincrementaldecoder("utf-8")()
print([dec.decode(bytes([x])) for x in "héé€".encode()], dec.decode(b"", True))
print(codecs.encode("abc", "rot13"), codecs.decode(b"68656c", "hex"), codecs.encode(b"hi", "hex"), codecs.encode("é", "utf-8"), codecs.BOM_UTF8)
d2 = codecs.getincrementaldecoder("utf-8")()
d2.decode(b"\xe2\x82")
try:
    d2.decode(b"", final=True)
except UnicodeDecodeError as e:
    print(e, e.start, e.end, e.reason, e.object, e.encoding)
try:
    string.Template("$").substitute()
except ValueError as e:
    print(e)
try:
    b"abc\xff".decode("ascii")
except UnicodeError as e:
    print(type(e).__name__, e.args, e.start)
try:
    "ab\u20ac".encode("latin-1")
except UnicodeEncodeError as e:
    print(e, e.object, e.start, e.end)
