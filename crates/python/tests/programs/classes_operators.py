class V:
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f"V({self.x}, {self.y})"
    def __add__(self, o): return V(self.x + o.x, self.y + o.y) if isinstance(o, V) else NotImplemented
    def __mul__(self, k): return V(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self): return V(-self.x, -self.y)
    def __eq__(self, o): return isinstance(o, V) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __len__(self): return 2
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __iter__(self): return iter((self.x, self.y))
    def __contains__(self, v): return v in (self.x, self.y)
    def __bool__(self): return bool(self.x or self.y)
    def __call__(self, *a, **k): return ("called", a, k)
    def __iadd__(self, o): self.x += o.x; return self
    def __lt__(self, o): return self.x < o.x
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit", a[0]); return True
    def __getattr__(self, n): return f"<{n}>"
    def __setitem__(self, i, v): setattr(self, "xy"[i], v)
    def __delitem__(self, i): print("del", i)
    def __abs__(self): return 5
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 3
    def __round__(self, n=None): return ("round", n)
    def __divmod__(self, o): return "dm"
    def __format__(self, s): return "fmt:" + s
    def __bytes__(self): return b"vb"
    def __reversed__(self): return iter([self.y, self.x])
    def __missing__(self): pass
v = V(1, 2); w = v + V(3, 4); print(v, w, 2 * v, v * 3, -v, v == V(1, 2), v != w, hash(v) == hash(V(1, 2)), len(v), v[0], v[-1], list(v), 2 in v, bool(V(0, 0)), v(1, k=2), v.foo, abs(v), int(v), float(v), [0, 1, 2, 3, 4][v], round(v), round(v, 1), divmod(v, 1), f"{v:abc}", bytes(v), list(reversed(v)), hex(v), sorted([w, v]), max(v, w), range(v), "a" * v)
v += V(10, 0); v[1] = 9; del v[0]; a, b = v; print(v, a, b, {v: 1}[v], v in [v], [w, v].index(v), sum([V(1, 1), V(2, 2)], V(0, 0)))
with v as q: raise KeyError("x")
for f in (lambda: v + 1, lambda: 1 + v, lambda: v < 1, lambda: v @ v, lambda: v - v, lambda: [1] + v, lambda: ~v):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
