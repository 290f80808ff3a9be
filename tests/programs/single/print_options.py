# print: sep, end, file, flush; many types.
import sys

print()
print("a", "b", sep="")
print("a", "b", sep=", ", end=".\n")
print("no newline", end="")
print("", end="\n\n")
print(1, 2.0, None, True, [1], {"k": (1,)}, {1}, b"x", range(3), sep="|")
print("to stderr", file=sys.stderr)
print("flushed", flush=True)
print(*[1, 2, 3], *"ab", sep="-")
print(["text", 'quote"s', "it's", "new\nline", b"\x00"])
print(print("inner"))
print(type(None), type(1), type(""), type(b""), type([]), type(print), type(lambda: 0), type(type), type(Exception("x")), type(sys))
print(Exception, ValueError("x"), [ValueError("x")], int, [int, str])
print(..., NotImplemented, [None, ...], True and False, not 1)
print("a\tb", "\\", "\x41", 'single', "multi\
line")
print(len, repr(len), abs)
print("end without newline", end="")
