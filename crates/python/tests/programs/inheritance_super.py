class Base:
    def __init__(self, **kw): print("Base", kw); self.kw = kw
    def greet(self): return "base"
class L(Base):
    def __init__(self, l=1, **kw): print("L", l); super().__init__(**kw)
    def greet(self): return "L>" + super().greet()
class R(Base):
    def __init__(self, r=2, **kw): print("R", r); super().__init__(**kw)
    def greet(self): return "R>" + super().greet()
class D(L, R):
    def __init__(self): super().__init__(l=5, r=6, x=7)
    def greet(self): return "D>" + super().greet()
d = D(); print(d.greet(), [c.__name__ for c in D.__mro__], super(L, d).greet(), d.kw)
try:
    class X(Base, L): pass
except TypeError as e:
    print(e)
class A:
    def __new__(cls, v): self = super().__new__(cls); self.made = v * 2; return self
    def __init__(self, v): self.v = v
a = A(4); print(a.made, a.v)
class Up(str):
    def __new__(cls, s): return super().__new__(cls, s.upper())
print(Up("abc"), type(Up("x")).__name__, Up("q") + "r")
class Tup(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
print(Tup(1, 2), Tup(3)[0], len(Tup(1, 2, 3)))
class Err(ValueError):
    def __init__(self, code, msg="m"): super().__init__(msg); self.code = code
try:
    raise Err(3)
except ValueError as e:
    print(e, e.code, isinstance(e, Err), repr(e))
class P:
    _v = 0
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x):
        if x < 0: raise ValueError("negative")
        self._v = x
    @v.deleter
    def v(self): self._v = -1
class Q(P):
    @property
    def v(self): return super().v + 100
p = P(); p.v = 5; print(p.v); del p.v; print(p.v, Q().v)
for f in (lambda: setattr(p, "v", -5), lambda: setattr(Q(), "v", 1), lambda: object().x, lambda: setattr(object(), "x", 1), lambda: object(1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
