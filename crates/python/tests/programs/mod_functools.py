from functools import *
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7), partial(int, base=2)("101"), partial(print, "a", sep="-")("b"))
@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(30), fib.cache_info())
@wraps(fib)
def w(): "doc w"
print(w.__name__, w.__wrapped__ is fib)
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
class C:
    @cached_property
    def big(self):
        print("computing")
        return 42
c = C(); print(c.big, c.big)
@singledispatch
def show(x): return "object"
@show.register(int)
def _(x): return "int"
@show.register
def _(x: str): return "str"
print(show(1), show("a"), show([]), show(True))
@cache
def sq(x):
    print("sq", x)
    return x * x
print(sq(3), sq(3), partial(max, 5)(3))
try:
    reduce(lambda a, b: a, [])
except TypeError as e:
    print(e)
