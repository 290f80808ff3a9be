for i in range(3):
    if i == 1: continue
    print(i)
else:
    print("for else")
for i in range(3):
    if i == 1: break
else:
    print("not here")
n = 3
while n:
    n -= 1
    if n == 1: break
else:
    print("no")
while n < 3:
    n += 1
else:
    print("while else", n)
a = b = [1]; b.append(2); print(a, a is b)
a, b = 1, 2; a, b = b, a; print(a, b)
(p, (q, *r)), s = (1, (2, 3, 4)), 5; print(p, q, r, s)
i = 0; arr = [0, 0, 0]; i, arr[i] = 2, 9; print(i, arr)
x = 5; x += 2; x -= 1; x *= 3; x //= 2; x **= 2; x %= 50; x <<= 2; x |= 1; x ^= 3; x &= 127; print(x)
print(1 < 2 < 3, 1 < 3 > 2, not 1 == 2, 1 if 0 else 2, None or "d", 0 and 1, "" or 0 or [], 1 and 2, 3 if not [] else 4, 2 in [1, 2] == True)
match_me = [("cmd", "go", 5), {"k": 1, "z": 2}, [1, 2, 3], "str", 42, None]
for m in match_me:
    match m:
        case ("cmd", d, int(n)) if n > 3: print("cmd", d, n)
        case {"k": v, **rest}: print("dict", v, rest)
        case [first, *others]: print("list", first, others)
        case "str" | "txt": print("text")
        case int() as num: print("int", num)
        case _: print("other")
del a
try:
    a
except NameError as e:
    print(e)
print(type(...), ..., NotImplemented, __debug__)
pass
def nothing(): ...
print(nothing(), nothing.__doc__)
def doc():
    """docs"""
print(doc.__doc__)
import sys; print(0x1F, 0b11, 0o17, 1_000, 1e3, .5, 5., r"\n", b"\x00\xff", "\u00e9\t\x41\101", "a\
b", """tri
ple""", 'x' 'y')
