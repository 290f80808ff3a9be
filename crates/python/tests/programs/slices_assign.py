l = list(range(10)); l[2:4] = "ab"; l[::3] = [0] * 4; print(l, l[-3:], l[:-7], l[8:2:-2], l[100:], l[-100:2]); l[5:5] = [99, 98]; print(l); del l[::2]; print(l); l[:] = []; print(l)
m = [[0] * 3 for _ in range(2)]; m[0][1] = 5; print(m); m2 = [[0] * 2] * 2; m2[0][0] = 1; print(m2)
b = bytearray(b"abcdef"); b[1:3] = b"XY"; b[::2] = b"..."; del b[0]; b[4:] = b""; print(b, b[-2:], b[::-1])
s = "0123456789"; print(s[::2], s[1::2], s[::-3], s[5:2], s[5:2:-1], s[-3:-1], s[slice(2, 4)], s[None:None])
for f in (lambda: l.__setitem__(slice(0, 4, 2), [1]), lambda: [1, 2].__setitem__(slice(None, None, 2), [1, 2]), lambda: s["1":2], lambda: [][0:1:0], lambda: [1].__setitem__("a", 1), lambda: [1].__delitem__(5), lambda: b.__setitem__(0, "a"), lambda: [1].__setitem__(slice(0, 1), 5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
a, (b, *c), *d = 1, "xyz", 3, 4; print(a, b, c, d); [p, q] = {"k": 1, "j": 2}; print(p, q); *z, = "ab"; print(z)
x = [1, 2, 3]; x[0], x[1] = x[1], x[0]; print(x); i = 0; i, x[i] = 1, 9; print(i, x); (u, v), w = [1, 2], 3; print(u, v, w)
