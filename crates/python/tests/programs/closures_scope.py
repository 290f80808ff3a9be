x = "global"
def f():
    x = "f"
    def g():
        def h(): return x
        return h
    class K:
        x = "class"
        def m(self): return x
        y = x
    return g()(), K().m(), K.y
print(f(), x)
def make():
    fs = []
    for i in range(3):
        def fn(i=i): return i
        fs.append(fn)
    return [fn() for fn in fs]
print(make())
def acc():
    total = 0
    def add(n):
        nonlocal total
        total += n
        return total
    return add
a, b = acc(), acc(); a(1); a(2); print(a(3), b(10))
class C:
    n = 5
    vals = [n * i for i in range(1)] if False else [n]
    def get(self): return self.n
print(C.vals, C().get(), (lambda: [x for x in (1, 2)])())
def outer():
    v = 1
    del v
    try:
        return v
    except UnboundLocalError as e:
        return str(e)
print(outer())
try:
    (lambda: zzz)()
except NameError as e:
    print(e)
if True:
    block = "visible"
print(block)
for loopvar in range(2): pass
print(loopvar)
try:
    1 / 0
except ZeroDivisionError as err: pass
try:
    err
except NameError as e:
    print(e)
