print(any([]), all([]), any([0, "", 3]), all([1, "a", []]), any(x > 2 for x in range(5)), all(x < 2 for x in range(5)))
def noisy():
    for i in range(5):
        print("item", i)
        yield i
print(any(i == 2 for i in noisy()))
print(sum([1, 2, 3]), sum([1.5, 2]), sum([[1], [2]], []), sum((x * x for x in range(4)), 100), sum([True, True]), sum([2**63, 1]))
for f in (lambda: sum(["a"]), lambda: sum(["a"], ""), lambda: sum(5), lambda: sum(), lambda: any(5), lambda: all(1, 2), lambda: sum([b"a"], b"")):
    try:
        print(f())
    except TypeError as e:
        print(e)
print(0.1 + 0.2, sum([0.1] * 10), 1e16 + 1, 1 / 3)
