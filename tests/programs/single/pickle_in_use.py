# How programs use pickle: the examples of its documentation, classes of all kinds, exceptions, names that are gone, pickles by hand.
import abc
import collections
import datetime
import enum
import functools
import io
import pickle
import sys
import typing


def show(label, f):
    try: r = f()
    except Exception as e: r = (type(e).__name__, str(e))
    print(label, r)
# docs examples
class Stateful:
    def __init__(self, filename): self.filename = filename; self.pos = 3; self.file = io.StringIO("x")
    def __getstate__(self):
        state = self.__dict__.copy(); del state['file']; return state
    def __setstate__(self, state):
        self.__dict__.update(state); self.file = io.StringIO("y" * self.pos)
s = pickle.loads(pickle.dumps(Stateful("f"))); print(s.__dict__.keys(), s.file.read())
MemoRecord = collections.namedtuple("MemoRecord", "key, task")
class DBPickler(pickle.Pickler):
    def persistent_id(self, obj):
        if isinstance(obj, MemoRecord): return ("MemoRecord", obj.key)
        else: return None
class DBUnpickler(pickle.Unpickler):
    def __init__(self, file, connection): super().__init__(file); self.connection = connection
    def persistent_load(self, pid):
        type_tag, key_id = pid
        if type_tag == "MemoRecord": return MemoRecord(key_id, self.connection[key_id])
        raise pickle.UnpicklingError("unsupported persistent object")
f = io.BytesIO(); DBPickler(f).dump([MemoRecord(1, "a"), MemoRecord(2, "b")]); f.seek(0); print(DBUnpickler(f, {1: "new a", 2: "new b"}).load())
class SomeClass:
    def __init__(self): self.my_attribute = 1
class MyPickler(pickle.Pickler):
    def reducer_override(self, obj):
        if getattr(obj, "__name__", None) == "MyClass": return type, (obj.__name__, obj.__bases__, {'my_attribute': obj.my_attribute})
        else: return NotImplemented
class MyClass: my_attribute = 1
f = io.BytesIO(); p = MyPickler(f); p.dump(MyClass); del MyClass; u = pickle.loads(f.getvalue()); print(u.__name__, u.my_attribute)
# singletons, interning, identity
class Single:
    _one = None
    def __new__(cls):
        if cls._one is None: cls._one = super().__new__(cls)
        return cls._one
    def __reduce__(self): return (Single, ())
print(pickle.loads(pickle.dumps(Single())) is Single(), pickle.loads(pickle.dumps(None)) is None, pickle.loads(pickle.dumps(...)) is ..., pickle.loads(pickle.dumps(int)) is int)
class Color(enum.Enum):
    RED = "r"; BLUE = "b"
    def __reduce_ex__(self, proto): return getattr, (self.__class__, self._name_)
print(pickle.dumps(Color.RED), pickle.loads(pickle.dumps(Color.RED)) is Color.RED)
class Abs(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
class Con(Abs):
    def f(self): return 1
print(pickle.loads(pickle.dumps(Con())).f(), pickle.dumps(Abs))
T = typing.TypeVar("T") if hasattr(typing, "TypeVar") else None
class Gen(typing.Generic[T]):
    def __init__(self, v): self.v = v
g = pickle.loads(pickle.dumps(Gen(5))); print(g.v, type(g).__name__)
class WithProp:
    def __init__(self): self._x = 1
    @property
    def x(self): return self._x
    @functools.cached_property
    def y(self): return self._x + 1
w = WithProp(); w.y; print(pickle.dumps(w), pickle.loads(pickle.dumps(w)).y)
class GetAttr:
    def __init__(self): self.d = {"a": 1}
    def __getattr__(self, n):
        if n.startswith("__"): raise AttributeError(n)
        return self.d[n]
print(pickle.loads(pickle.dumps(GetAttr())).a)
class BadGetAttr:
    def __init__(self): self.d = {}
    def __getattr__(self, n): return self.d[n]
show("badgetattr", lambda: type(pickle.loads(pickle.dumps(BadGetAttr()))))
class Desc:
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t): return self if o is None else o.__dict__[self.n]
    def __set__(self, o, v): o.__dict__[self.n] = v * 2
class UseDesc: a = Desc()
u = UseDesc(); u.a = 2; print(pickle.loads(pickle.dumps(u)).a)
class Meta(type):
    def __call__(cls, *a): print("meta call", a); return super().__call__(*a)
class UM(metaclass=Meta):
    def __init__(self, x=0): self.x = x
m = UM(5); print(pickle.loads(pickle.dumps(m)).x, pickle.dumps(UM))
# exceptions
try: 1 / 0
except ZeroDivisionError as e:
    e2 = pickle.loads(pickle.dumps(e)); print(repr(e2), e2.__traceback__, e2.__context__)
try:
    try: {}["k"]
    except KeyError as k: raise ValueError("outer") from k
except ValueError as e: e3 = pickle.loads(pickle.dumps(e)); print(repr(e3), e3.__cause__)
class KwErr(Exception):
    def __init__(self, *, code): self.code = code; super().__init__(f"code {code}")
show("kwerr", lambda: pickle.loads(pickle.dumps(KwErr(code=3))))
class RedErr(Exception):
    def __init__(self, a, b): self.a, self.b = a, b; super().__init__(a)
    def __reduce__(self): return RedErr, (self.a, self.b)
print(repr(pickle.loads(pickle.dumps(RedErr(1, 2)))), pickle.loads(pickle.dumps(RedErr(1, 2))).b)
# renamed, moved, missing
class Old: pass
d = pickle.dumps(Old()); del Old
class Compat(pickle.Unpickler):
    def find_class(self, module, name):
        if name == "Old": return SomeClass
        return super().find_class(module, name)
print(type(Compat(io.BytesIO(d)).load()).__name__)
show("nomod", lambda: pickle.loads(b"\x80\x04\x8c\x06nosuch\x8c\x01X\x93."))
class Unpick(pickle.Unpickler):
    def find_class(self, module, name): return (module, name)
show("tuple class", lambda: Unpick(io.BytesIO(pickle.dumps(SomeClass()))).load())
class Unpick2(pickle.Unpickler):
    def find_class(self, module, name): return lambda *a, **k: (module, name, a)
show("lambda class", lambda: Unpick2(io.BytesIO(pickle.dumps(datetime.date(2026, 1, 1)))).load()); show("lambda class2", lambda: Unpick2(io.BytesIO(pickle.dumps(SomeClass()))).load())
# whole-module odds
print(pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL, pickle.format_version, pickle.compatible_formats, pickle.STOP, pickle.GLOBAL, pickle.MEMOIZE, pickle.PROTO, pickle.FRAME, pickle.TRUE, pickle.EMPTY_DICT)
print(pickle.PickleError.__mro__, pickle.PicklingError.__module__, pickle.UnpicklingError, issubclass(pickle.PicklingError, pickle.PickleError))
print(pickle.whichmodule(SomeClass, "SomeClass"), pickle.Pickler, pickle.Unpickler, pickle.dumps, callable(pickle.loads))
from pickle import dumps, loads, Pickler as P, PickleBuffer
print(loads(dumps((1, 2))), isinstance(P(io.BytesIO()), pickle.Pickler))
hand = pickle.PROTO + bytes([4]) + pickle.BININT1 + b"\x07" + pickle.STOP; print(loads(hand))
for x in (True, False): 
    for p in range(3): print(dumps(x, p), loads(dumps(x, p)) is x)
print(loads(b"I01\n."), loads(b"I1\n."), loads(b"I00\n."), loads(b"L5L\n."), loads(b"F1.5\n."), loads(b"S'a\\n'\n."), loads(b"V\\u20ac\n."), loads(b"(lp0\nI1\na."), loads(b"(dp0\nS'a'\nI1\ns."), loads(b"(I1\nI2\nt."), loads(b"}q\x00(K\x01K\x02u."))
for p in range(6):
    x = [1.0, float("nan"), float("inf"), -0.0, 1e-320, 0.1]; y = loads(dumps(x, p)); print([repr(v) for v in y], dumps(y, p) == dumps(x, p))
print(dumps({"k": {1, 2, 3}, "f": frozenset("ab")}, 2)[:20])
print(sys.getsizeof(dumps([])) > 0, len(dumps(list(range(10 ** 5)))), len(dumps({i: str(i) for i in range(5000)})))
