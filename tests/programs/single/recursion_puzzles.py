# Hanoi, permutations, subsets, flatten, Ackermann, gcd, n queens.
def hanoi(n, source, target, spare, moves):
    if n == 0:
        return
    hanoi(n - 1, source, spare, target, moves)
    moves.append(f"{source}{target}")
    hanoi(n - 1, spare, target, source, moves)


moves = []
hanoi(4, "A", "C", "B", moves)
print(len(moves), " ".join(moves))


def permutations(text):
    if len(text) <= 1:
        return [text]
    return [c + rest for i, c in enumerate(text) for rest in permutations(text[:i] + text[i + 1:])]


print(permutations("abc"))


def subsets(items):
    if not items:
        return [[]]
    rest = subsets(items[1:])
    return rest + [[items[0]] + r for r in rest]


print(subsets([1, 2, 3]))


def flatten(thing):
    if isinstance(thing, (list, tuple)):
        return [x for part in thing for x in flatten(part)]
    return [thing]


print(flatten([1, [2, (3, [4, []]), "ab"], 5]))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 3))


def queens(n, row=0, columns=()):
    if row == n:
        return 1
    return sum(queens(n, row + 1, columns + (c,)) for c in range(n) if all(c != q and abs(c - q) != row - r for r, q in enumerate(columns)))


print([queens(n) for n in range(1, 7)])


def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)


print(gcd(1071, 462), gcd(17, 5))


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900))
try:
    depth(5000)
except RecursionError as error:
    print(error)
