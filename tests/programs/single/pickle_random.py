# Random graphs of objects in all protocols: written, read, written again.
import collections
import dataclasses
import datetime
import enum
import functools
import hashlib
import io
import pickle
import random

SEED = 1
N = 60
class Plain:
    pass
class Slots:
    __slots__ = ("a", "b")
class Both(Slots):
    pass
class Red:
    def __init__(self, *a): self.a = a
    def __reduce__(self): return Red, self.a
class Red3:
    def __init__(self): self.s = None
    def __reduce__(self): return Red3, (), self.__dict__
class Items:
    def __init__(self): self.l = []; self.d = {}
    def __reduce__(self): return Items, (), None, iter(self.l), iter(self.d.items())
    def append(self, x): self.l.append(x)
    def extend(self, x): self.l.extend(x)
    def __setitem__(self, k, v): self.d[k] = v
class State:
    def __getstate__(self): return [self.x]
    def __setstate__(self, s): self.x = s[0]
class NewArgs:
    def __new__(cls, *a): o = object.__new__(cls); o.a = a; return o
    def __getnewargs__(self): return self.a
    def __getstate__(self): return None
class NewEx:
    def __new__(cls, *a, **k): o = object.__new__(cls); o.a = a; o.k = k; return o
    def __getnewargs_ex__(self): return self.a, self.k
    def __getstate__(self): return None
class L(list): pass
class D(dict): pass
class T(tuple): pass
class S(set): pass
class I(int): pass
class St(str): pass
class Fl(float): pass
class B(bytes): pass
class BA(bytearray): pass
class E(Exception): pass
class Col(enum.Enum): R = 1; G = "g"
class Num(enum.IntFlag): A = 1; B = 2
Pt = collections.namedtuple("Pt", "x y")
@dataclasses.dataclass
class DC:
    x: object = None
    y: object = None
class Out:
    class In: pass
def fn(): pass
WORDS = ["", "a", "b", "\xe9", "name", "x", "items", "Plain", "__main__", "builtins", "latin1", "collections", "abc" * 30, "y" * 256, "\u20ac", "\U0001f600"]
def atom(r):
    k = r.randrange(14)
    if k == 0: return None
    if k == 1: return r.random() < .5
    if k == 2: return r.randrange(-3, 300)
    if k == 3: return r.choice([255, 256, 65535, 65536, 2**31-1, 2**31, -2**31, -2**31-1, 2**63, -2**63, 2**64])
    if k == 4: return r.getrandbits(r.choice([10, 40, 70, 300, 2050])) * r.choice([1, -1])
    if k == 5: return r.choice([0.0, -0.0, 1.5, 1e300, float("inf"), r.random()])
    if k in (6, 7, 8): return r.choice(WORDS)
    if k == 9: return bytes(r.getrandbits(8) for _ in range(r.choice([0, 1, 2, 5, 256])))
    if k == 10: return bytearray(r.getrandbits(8) for _ in range(r.choice([0, 1, 3, 256])))
    if k == 11: return r.choice([int, str, len, Plain, Out.In, fn, collections.OrderedDict, ..., NotImplemented, type(None), Col.R, Num(3), Num.A, range, print, datetime.datetime, Exception])
    if k == 12: return r.choice([range(3), datetime.date(2026, 1, 2), datetime.timedelta(1, 2, 3), datetime.datetime(2026, 1, 2, 3, 4, 5, 6, datetime.timezone.utc), I(5), St("xy"), Fl(2.5), B(b"b"), BA(b"ba"), slice(1, None)])
    return "".join(chr(r.randrange(32, 500)) for _ in range(r.randrange(6)))
def key(r):
    return r.choice([lambda: r.randrange(100), lambda: r.choice(WORDS), lambda: (r.randrange(5), r.choice(WORDS)), lambda: r.random() * 4 // 1, lambda: bytes([r.randrange(256)] * 2), lambda: I(r.randrange(9))])()
def build(r, depth, seen):
    if seen and r.random() < .15: return r.choice(seen)
    if depth <= 0 or r.random() < .3:
        v = atom(r); seen.append(v); return v
    n = r.choice([0, 1, 1, 2, 3, 4])
    k = r.randrange(26)
    sub = lambda: build(r, depth - 1, seen)
    if k < 3:
        v = r.choice([list, L])(); seen.append(v); v.extend(sub() for _ in range(n)); return v
    if k < 6:
        v = r.choice([dict, D, collections.OrderedDict])(); seen.append(v)
        for _ in range(n): v[key(r)] = sub()
        return v
    if k < 9: v = r.choice([tuple, T])(sub() for _ in range(n))
    elif k == 9: v = r.choice([set, frozenset, S])(r.randrange(200) for _ in range(n * 2))
    elif k == 10: v = Red(*[sub() for _ in range(n)])
    elif k == 11: v = NewArgs(*[sub() for _ in range(n)])
    elif k == 12: v = NewEx(*[sub() for _ in range(n)], **({"k": sub()} if n > 1 else {}))
    elif k == 13: v = Pt(sub(), sub())
    elif k == 14: v = functools.partial(fn, *[sub() for _ in range(n)])
    elif k == 15: v = E(*[sub() for _ in range(n)])
    elif k == 16: v = r.choice([ValueError, KeyError, OSError])(*[atom(r) for _ in range(1)])
    elif k == 17: v = collections.defaultdict(r.choice([list, int, None]), {key(r): sub() for _ in range(n)})
    elif k == 18: v = collections.deque([sub() for _ in range(n)], r.choice([None, 9]))
    elif k == 19: v = collections.Counter("ab" * n)
    else:
        v = r.choice([Plain, Both, Slots, Red3, Items, State, DC])(); seen.append(v)
        if isinstance(v, Items): v.l = [sub() for _ in range(n)]; v.d = {key(r): sub() for _ in range(n)}
        elif isinstance(v, State): v.x = None; v.x = sub()
        elif isinstance(v, Slots):
            if n: v.a = sub()
            if n > 1: v.b = sub()
        elif isinstance(v, Red3): v.s = sub()
        elif isinstance(v, DC): v.x = sub(); v.y = sub()
        else:
            for i in range(n): setattr(v, r.choice(["a", "b", "name", "x", "items"]), sub())
        return v
    seen.append(v); return v
def dump(v, p, how, r):
    if how == 0: return pickle.dumps(v, p)
    f = io.BytesIO()
    if how == 1: pickle.dump(v, f, p)
    else: pickle.Pickler(f, p).dump(v)
    return f.getvalue()
def err(f):
    try: return f()
    except Exception as e: return (type(e).__name__ + ": " + str(e)).encode()
for case in range(N):
    r = random.Random(SEED * 1000003 + case); v = build(r, r.randrange(1, 6), [])
    line = [case]
    for p in range(6):
        d = err(lambda: dump(v, p, case % 3, r)); line.append(len(d)); line.append(hashlib.md5(d).hexdigest()[:6] if b"Error" not in d[:40] else d)
        try: w = pickle.loads(d) if case % 2 else pickle.Unpickler(io.BytesIO(d)).load()
        except Exception as e: line.append((type(e).__name__, str(e))); continue
        d2 = err(lambda: pickle.dumps(w, p)); line.append(hashlib.md5(d2).hexdigest()[:6] if b"Error" not in d2[:40] else d2)
    print(*line)
