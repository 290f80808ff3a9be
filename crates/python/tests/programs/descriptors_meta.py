class Typed:
    def __set_name__(self, owner, name): self.name = "_" + name; print("set_name", owner.__name__, name)
    def __get__(self, obj, cls=None): return self if obj is None else getattr(obj, self.name, None)
    def __set__(self, obj, v):
        if not isinstance(v, int): raise TypeError(f"{self.name[1:]} must be int")
        setattr(obj, self.name, v)
class P:
    age = Typed()
p = P(); p.age = 5; print(p.age, isinstance(P.age, Typed))
try:
    p.age = "x"
except TypeError as e:
    print(e)
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        cls = super().__new__(m, name, bases, ns); cls.tag = name.lower(); cls.kw = kw; return cls
    def __call__(cls, *a):
        print("making", cls.__name__); return super().__call__(*a)
    def __len__(cls): return 42
class M(metaclass=Meta, opt=1):
    def __init__(self, x=0): self.x = x
print(M.tag, M.kw, M(3).x, len(M), type(M).__name__)
class Base:
    subs = []
    def __init_subclass__(cls, /, flag=None, **kw): super().__init_subclass__(**kw); Base.subs.append((cls.__name__, flag))
class S1(Base, flag="a"): pass
class S2(Base): pass
print(Base.subs)
T = type("T", (P,), {"hello": lambda self: "hi"}); print(T().hello(), T.__name__, T.__bases__)
class Single:
    _inst = None
    def __new__(cls, *a):
        if cls._inst is None: cls._inst = super().__new__(cls)
        return cls._inst
print(Single() is Single(1))
class L(list):
    def first(self): return self[0]
l = L([3, 1]); l.append(2); print(l, l.first(), sorted(l), isinstance(l, list), len(l), l + [1], type(l[:1]))
class Dd(dict):
    def __missing__(self, k): return k * 2
print(Dd(a=1)["a"], Dd()["zz"], Dd().get("q"))
class I(int):
    def double(self): return self * 2
print(I(5).double(), I(5) + 1, I("7"), type(I(1) + 1))
class St(str):
    def shout(self): return self.upper() + "!"
print(St("a").shout(), St("b") + "c", St("x") == "x")
class E2(Exception):
    def __init__(self, code): super().__init__(f"code {code}"); self.code = code
try:
    raise E2(5)
except E2 as e:
    print(e, e.code, e.args, repr(e))
