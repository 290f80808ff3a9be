print({1, 2, 3}, {3, 1, 2}, {"a", "b", "c"}, {"banana", "apple", "cherry", "date"}, set("hello world"), {5, 100, 33, 8, 16, 24}, {-1, -2, 1.5, True})
s = set()
for w in "the quick brown fox jumps over the lazy dog and runs away".split():
    s.add(w)
print(s, len(s))
s.discard("fox"); s.discard("nope"); s.remove("dog"); s.add("cat"); print(s)
a, b = {1, 2, 3, 4, 10, 20}, {3, 4, 5, 30}
print(a | b, a & b, a - b, a ^ b, b - a, a.union([7, 8], (9,)), a.intersection([1, 2]), a.difference({1}), a.symmetric_difference([1, 99]), a.isdisjoint({77}), {1} <= a, a >= {1, 2}, a < a, a.issubset(range(100)), a.issuperset([1]))
a |= {50, 60}; a &= set(range(55)); a -= {1}; a ^= {2, 200}; print(a, a.copy(), set(a), frozenset(a), sorted(a))
a.update("xyz", [1]); print(a); a.intersection_update({"x", 1, 3}); print(a); a.difference_update({"x"}); print(a); a.symmetric_difference_update({3, 4}); print(a)
big = set(range(0, 1000, 7)) | {f"k{i}" for i in range(40)}
print(big)
while len(big) > 150: big.pop()
print(big)
f = frozenset([1, 2, 3]); print(f, f | {4}, {4} | f, type(f | {4}), type({4} | f), hash(f), hash(frozenset()), {f: 1}[frozenset({3, 2, 1})], f == {1, 2, 3})
def t(fn):
    try:
        print(fn())
    except Exception as e:
        print(type(e).__name__ + ":", e)
t(lambda: {1}.remove(2))
t(lambda: set().pop())
t(lambda: {[]})
t(lambda: {1} | [2])
t(lambda: {1} + {2})
t(lambda: a[0])
t(lambda: set(5))
t(lambda: {1} < [1])
t(lambda: hash(set()))
t(lambda: frozenset().add(1))
t(lambda: set(1, 2))
t(lambda: {1}.add())
print(set(), frozenset(), {()}, {frozenset()}, {1, 1.0, True}, {*"ab", *[1]}, {x % 3 for x in range(10)})
