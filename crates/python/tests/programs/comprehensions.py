print([x * y for x in range(3) for y in range(3) if x != y], [[i * j for j in range(3)] for i in range(3)], {k: v for k, v in zip("ab", [1, 2])}, {x % 3 for x in range(7)}, [c for w in ["ab", "c"] for c in w], [x if x % 2 else -x for x in range(5)], [i for i in range(20) if i % 2 == 0 if i % 3 == 0])
x = "outer"; l = [x for x in range(3)]; print(x, l, [(a, b) for a, b in [(1, 2), (3, 4)]], [n := 5, n * 2], n, any((m := v) > 2 for v in [1, 3, 5]), m)
while (line := "done") != "done": pass
print([y for y in [1, 2, 3] if (z := y) > 1], z, list(filter(lambda v: v[0] > 1, enumerate("abc"))))
matrix = [[1, 2, 3], [4, 5, 6]]; print([list(r) for r in zip(*matrix)], sum([sum(r) for r in matrix]), [row[i] for i in range(3) for row in matrix])
