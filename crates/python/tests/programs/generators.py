def g(n):
    for i in range(n):
        x = yield i
        if x: print("got", x)
    return "done"
it = g(3); print(next(it), it.send("a"), next(it))
try:
    next(it)
except StopIteration as e:
    print("stop", e.value)
def outer():
    r = yield from g(2)
    print("result", r)
    yield from [10, 20]
print(list(outer()), list(x * 2 for x in range(3)), sum(i for i in range(5)), dict((k, 1) for k in "ab"), tuple(i for i in (1, 2)), max(len(w) for w in ["a", "bbb"]))
def fin():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("closing"); raise
    finally:
        print("finally")
f = fin(); next(f); f.close(); print(list(f))
def thrower():
    while True:
        try:
            yield "waiting"
        except ValueError as e:
            yield f"caught {e}"
t = thrower(); next(t); print(t.throw(ValueError("x")), next(t))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
from itertools import islice
print(list(islice(fib(), 10)), [x for x, _ in zip(fib(), range(5))])
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(It(3)), sum(It(4)), max(It(3)), 1 in It(3), list(map(str, It(2))), sorted(It(3)), [*It(2)], tuple(It(2)), ",".join(map(str, It(3))), set(It(2)), dict(zip(It(2), "ab")), list(enumerate(It(2))), bytes(It(3)), any(It(1)), list(zip(It(2), It(3))))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * i
print(list(Seq()), 4 in Seq(), list(reversed([1, 2])))
gen = (i for i in range(2)); print(type(gen).__name__, iter(gen) is gen, next(gen), list(gen), next(gen, "empty"))
try:
    it2 = g(1); it2.send(5)
except TypeError as e:
    print(e)
def bad():
    raise StopIteration
    yield
try:
    list(bad())
except RuntimeError as e:
    print(e)
def echo():
    total = 0
    while True:
        v = yield total
        if v is None: return total
        total += v
e = echo(); next(e); e.send(3); print(e.send(4))
