t = (1, 2, 3, 2)
print(t.count(2), t.index(3), t + (4,), t * 2, t[1:], t[-1], (), (1,), tuple("ab"), tuple([1]), 2 in t, (1, 2) < (1, 3), hash((1, "a")) == hash((1, "a")), len(t))
r = range(2, 20, 3)
print(list(r), len(r), r[1], r[-1], r[1:3], 5 in r, 6 in r, r.start, r.stop, r.step, r.index(8), r.count(5), r == range(2, 19, 3), range(0), list(range(5, 0, -2)), list(reversed(r)), repr(range(3)))
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(6), slice(3), slice(None, None, -1).indices(4), "abcdef"[s], slice(1, 2) == slice(1, 2))
def e(f):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__ + ":", x)
e(lambda: t[9])
e(lambda: t.index(9))
e(lambda: t + [1])
e(lambda: tuple(5))
e(lambda: range(1, 2, 0))
e(lambda: range("a"))
e(lambda: range(1.5))
e(lambda: range())
e(lambda: r[99])
e(lambda: r.index(99))
e(lambda: [1, 2][::0])
e(lambda: t.__setitem__(0, 1))
def mutate():
    t[0] = 5
e(mutate)
e(lambda: hash(([],)))
a, *b, c = range(5); print(a, b, c)
(x, y), z = (1, 2), 3; print(x, y, z)
e(lambda: (lambda: exec("1"))() if False else [i for i, j in [(1, 2, 3)]])
for v in ((1, 2), (1,), 5):
    try:
        p, q = v
        print(p, q)
    except Exception as x:
        print(type(x).__name__ + ":", x)
