def f(a, b=2, *args, c, d=4, **kw): return (a, b, args, c, d, kw)
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{"c": 3}), f(1, c=3, **{"z": 1}))
def g(a, /, b, *, c): return a, b, c
print(g(1, 2, c=3), g(1, b=2, c=3))
def t(fn):
    try:
        print(fn())
    except TypeError as e:
        print(e)
t(lambda: f())
t(lambda: f(1))
t(lambda: f(1, c=1, a=2))
t(lambda: g(1, 2, 3))
t(lambda: g(a=1, b=2, c=3))
t(lambda: g(1, 2))
t(lambda: g(1, 2, c=3, d=4))
t(lambda: (lambda x: x)())
t(lambda: (lambda x, y=1: x)(1, 2, 3))
t(lambda: (lambda: 0)(1))
t(lambda: f(1, **5))
t(lambda: g(1, 2, **{"c": 3, "b": 4}))
five = 5
t(lambda: five())
t(lambda: print(**{1: 2}))
def h(x, acc=[]): acc.append(x); return acc
print(h(1), h(2), h.__defaults__, f.__name__)
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    return inc
c = counter(); c(); print(c(5), c(), [fn() for fn in [lambda i=i: i for i in range(3)]], [fn() for fn in [lambda: i for i in range(3)]])
def deco(tag):
    def wrap(fn):
        def inner(*a, **k): return f"<{tag}>{fn(*a, **k)}</{tag}>"
        return inner
    return wrap
@deco("b")
@deco("i")
def hi(n): return "hi " + n
print(hi("x"))
G = 1
def setg():
    global G
    G += 1
setg(); print(G, (lambda *a, **k: (a, k))(1, b=2), max(*[1, 5], 3), [*range(2), *"ab"], {**{"a": 1}, "b": 2}, (*[1], 2))
def rec(n): return 1 if n <= 1 else n * rec(n - 1)
print(rec(20), (lambda f: f(f, 5))(lambda f, n: 1 if n < 2 else n * f(f, n - 1)))
