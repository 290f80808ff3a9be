class V:
    def __init__(self, k, n): self.k, self.n = k, n
    def __lt__(self, o): return self.k < o.k
    def __repr__(self): return f"{self.k}{self.n}"
import random
random.seed(7)
vs = [V(random.randrange(10), i) for i in range(100)]
print(sorted(vs))
print(sorted(vs, reverse=True))
print(sorted(vs, key=lambda v: -v.k))
print(sorted(range(200), key=lambda i: (i * 7919) % 101)[:30])
print(sorted([1.5, 1, 2, 0.5, True, -3]), sorted(["b", "a", "é", "Z"]), sorted({"b": 1, "a": 2}), sorted([[2], [1, 5], [1]]))
calls = []
sorted([3, 1, 2], key=lambda x: calls.append(x) or x)
print(calls, max([3, 9, 2], key=lambda x: -x), min("bca"), max(1, 2.5, 2), min([4, 4.0]), max([], default="none"), max("a", "b", key=ord))
for f in (lambda: max([]), lambda: max(), lambda: max(1), lambda: min(1, "a"), lambda: max(1, 2, default=3), lambda: min([1, "a"]), lambda: max([1], x=2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
