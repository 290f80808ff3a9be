# copy and deepcopy go the way of reductions.
import collections
import copy
import dataclasses
import datetime
import enum
import functools
def show(label, f):
    try: r = f()
    except Exception as e: r = (type(e).__name__, str(e))
    print(label, r)
class A:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"A({self.__dict__})"
class R:
    def __init__(self, x): self.x = x
    def __reduce__(self): print("reduce"); return R, (self.x,), {"y": [1]}
    def __repr__(self): return f"R({self.__dict__})"
class RX:
    def __reduce_ex__(self, p): print("rex", p); return RX, ()
    def __repr__(self): return "RX"
class G:
    def __init__(self): self.a=[1]; self.b=2
    def __getstate__(self): return {"a": self.a}
    def __setstate__(self, s): print("set", s); self.__dict__.update(s)
    def __repr__(self): return f"G({self.__dict__})"
class S:
    __slots__ = ("p", "q")
    def __repr__(self): return f"S({self.p})"
class N:
    def __new__(cls, a, b=2): o = object.__new__(cls); o.a = a; print("new", a, b); return o
    def __getnewargs__(self): return (self.a, 9)
    def __repr__(self): return f"N({self.a})"
class C:
    def __copy__(self): print("copy"); return 5
    def __deepcopy__(self, memo): print("deep", type(memo).__name__); return 6
class L(list): pass
class D(dict): pass
class T(tuple): pass
class St(set): pass
class E(Exception): pass
class Col(enum.Enum): R = 1
@dataclasses.dataclass
class DC: x: list
Pt = collections.namedtuple("Pt", "a b")
s = S(); s.p = [1]; s.q = 2
l = L([1, [2]]); l.t = [3]
d = D(a=[1]); d.t = 1
t = T(([1], 2)); t.u = [4]
st = St([1]); st.z = [1]
e = E("m", [1]); e.q = [2]
rec = A(1); rec.me = rec; rl = []; rl.append(rl); rt = ([],); rt[0].append(rt)
vals = [A([1]), R([1]), RX(), G(), s, N(3), C(), l, d, t, st, e, Col.R, DC([1]), Pt([1], 2), collections.OrderedDict(a=[1]), collections.defaultdict(list, a=[1]), collections.deque([[1]], 3), collections.Counter("aa"), functools.partial(print, [1], k=[2]), datetime.datetime(2026, 1, 1), 1+2j, range(3), slice(1, 2), len, A, [1, [2]], {1: [2]}, (1, [2]), {1}, frozenset([1]), bytearray(b"x"), b"x", None, ..., A(1).__init__ if False else 3, lambda: 0]
for v in vals:
    show(type(v).__name__, lambda: copy.copy(v) if not callable(v) or isinstance(v, (type, functools.partial)) else copy.copy(v) is v)
    show(type(v).__name__, lambda: copy.deepcopy(v) if not callable(v) or isinstance(v, (type, functools.partial)) else copy.deepcopy(v) is v)
c = copy.copy(l); print(c is l, c[1] is l[1], c.t is l.t, type(c).__name__, c.t); c = copy.deepcopy(l); print(c[1] is l[1], c.t is l.t, type(c).__name__)
c = copy.copy(t); print(type(c).__name__, c.u is t.u); c = copy.deepcopy(t); print(type(c).__name__, c.u, c.u is t.u)
c = copy.deepcopy(e); print(repr(c), c.q, c.q is e.q, type(c).__name__)
r = copy.deepcopy(rec); print(r.me is r, r is rec); q = copy.deepcopy(rl); print(q[0] is q); w = copy.deepcopy(rt); print(w[0][0] is w)
sh = [1]; v = copy.deepcopy([sh, sh, (sh,)]); print(v[0] is v[1], v[2][0] is v[0], v[0] is sh)
m = {}; copy.deepcopy([[1]], m); print(len(m))
import threading
for bad in [threading.Lock(), (x for x in []), memoryview(b"x")]: show(type(bad).__name__, lambda: copy.copy(bad)); show(type(bad).__name__, lambda: copy.deepcopy(bad))
print(copy.Error, copy.error is copy.Error)
class Par:
    def __init__(self): self.l = threading.Lock()
show("lock inside", lambda: copy.deepcopy(Par())); print(type(copy.copy(Par())).__name__)
