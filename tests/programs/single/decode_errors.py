# UTF-8 cut in every place.
def show(data, codec="utf-8"):
    try:
        print(data, data.decode(codec))
    except UnicodeDecodeError as error:
        print(data, error)
        print("  ", error.start, error.end, error.reason, error.object == data, error.encoding)


word = "né€😀".encode()
for cut in range(len(word) + 1):
    show(word[:cut])
for start in range(len(word)):
    show(word[start:])
show(b"\xc0\x80")
show(b"\xed\xa0\x80")
show(b"\xf5\x80\x80\x80")
show(b"ok\xffok")
show(b"\xe2\x28\xa1")
show(b"\xf0\x9f\x98")
show(b"\xf0\x9fabc")
show(b"caf\xe9", "ascii")
show(b"caf\xe9", "latin-1")
print(b"a\xffb\xe2\x82c".decode("utf-8", errors="replace"))
print(b"a\xffb\xe2\x82".decode("utf-8", errors="ignore"))
try:
    "né€".encode("ascii")
except UnicodeEncodeError as error:
    print(error, error.start, error.end)
try:
    "€uro".encode("latin-1")
except UnicodeEncodeError as error:
    print(error)
try:
    b"\x80\x04\x95".decode("utf-8")
except ValueError as error:
    print(type(error).__name__, error)
print(b"abc".decode("ascii"), b"\xe9".decode("cp1252") if False else "")
