import functools, time
def timed(fn):
    @functools.wraps(fn)
    def w(*a, **k):
        r = fn(*a, **k); print(f"{fn.__name__} called with {a} {k}"); return r
    return w
def retry(times, exc=Exception):
    def deco(fn):
        def w(*a):
            for i in range(times):
                try: return fn(*a)
                except exc as e: print(f"try {i + 1}: {e!r}")
            raise RuntimeError(f"gave up after {times}")
        return w
    return deco
n = {"c": 0}
@timed
@retry(3, ConnectionError)
def flaky(limit):
    n["c"] += 1
    if n["c"] < limit: raise ConnectionError(f"fail {n['c']}")
    return "ok"
try:
    print(flaky(3)); n["c"] = 0; print(flaky(9))
except RuntimeError as e:
    print(e)
class Ctx:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self): print("enter", self.name); return self.name
    def __exit__(self, t, v, tb): print("exit", self.name, t and t.__name__, v, tb is not None); return self.swallow
with Ctx("a") as a, Ctx("b", True) as b:
    print(a, b); raise ValueError("inside")
print("after")
def early():
    with Ctx("r"):
        return "returned"
print(early())
for i in range(2):
    with Ctx(f"loop{i}"):
        if i == 0: continue
        break
try:
    with Ctx("x"):
        with Ctx("y"):
            {}["k"]
except KeyError as e:
    print("caught", e)
class Count:
    def __init__(self, fn): self.fn, self.n = fn, 0
    def __call__(self, *a): self.n += 1; return self.fn(*a)
@Count
def add(a, b): return a + b
add(1, 2); add(3, 4); print(add.n)
