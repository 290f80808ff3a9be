# Sets print in hash order; tuples are small records.
colours = {"red", "green", "blue"}
colours.add("red")
colours.add("black")
colours.discard("white")
colours.remove("red")
print(len(colours), sorted(colours), "blue" in colours)
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, b - a, a ^ b, a <= b, {3} < a, a >= {1, 2}, a.isdisjoint({9}), a == {4, 3, 2, 1})
print(a.union([7], (8,)), a.intersection([1, 9]), a.difference([1]), a.symmetric_difference({1, 10}), a.issubset(range(10)), a.issuperset([1]))
a |= {9}
a -= {1}
a &= {2, 9, 3}
a ^= {3, 100}
a.update([5, 6], {7})
print(a, len(a))
print(set(), set("hello") == {"h", "e", "l", "o"}, {x % 3 for x in range(10)}, frozenset([1, 2]), {frozenset([1]): "ok"}, set([10, 2, 33, 4]), {True, 1, 1.0}, {3, 1, 2, 20, 12}, {-1, -2, 0})
print({"a", "b", "c"}, {"apple", "pear", "fig"}, set("hello world"), {("x", 1), ("y", 2)}, {1.5, 2.5}, {b"a", b"b"}, {"one", 1, None})
print(set(range(20)), {i * i for i in range(12)}, {1000, 5, 77, 300, 8})
popped = {42}.pop()
print(popped)
point = (3, 4)
x, y = point
print(point, x, y, point + (5,), point * 2, (1,), (), tuple("ab"), tuple([1]), len(point), point[0], point[-1], point[::-1], 3 in point, point.index(4), (1, 1, 2).count(1))
print((1, 2) < (1, 3), (1, 2) == (1, 2), (1, "a") < (2, "b"), hash((1, 2)) == hash((1, 2)), sorted([(2, "b"), (1, "z"), (1, "a")]), max([(1, 5), (2, 0)]))
single = 5,
print(single, type(single), type((5)), ((1, 2), [3]), (lambda *args: args)(1, 2))
holder = ([1], 2)
holder[0].append(3)
print(holder)
try:
    holder[0] += [4]
except TypeError as error:
    print(error, holder)
for bad in [lambda: {1}.remove(2), lambda: set().pop(), lambda: {[1]}, lambda: {1} + {2}, lambda: {1} | [2], lambda: set("a")[0], lambda: (1, 2)[5], lambda: (1,) + 1, lambda: hash([]), lambda: set(5), lambda: (1).index(1), lambda: (1, 2).index(3), lambda: frozenset([1]).add(2), lambda: {1} < [1]]:
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
try:
    a, b = (1, 2, 3)
except ValueError as error:
    print(error)
try:
    a, b, c = (1, 2)
except ValueError as error:
    print(error)
try:
    a, *b, c = (1,)
except ValueError as error:
    print(error)
try:
    a, b = 5
except TypeError as error:
    print(error)
try:
    point[0] = 1
except TypeError as error:
    print(error)
