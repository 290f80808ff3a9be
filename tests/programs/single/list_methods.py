# Lists: every method, slices, copying, aliasing.
numbers = [3, 1, 2]
numbers.append(4)
numbers.extend([5, 6])
numbers.insert(0, 0)
numbers.insert(100, 9)
numbers.insert(-1, 8)
print(numbers, len(numbers))
numbers.remove(9)
print(numbers.pop(), numbers.pop(0), numbers, numbers.index(2), numbers.count(3))
numbers.sort()
print(numbers)
numbers.sort(reverse=True)
print(numbers)
numbers.reverse()
print(numbers, sorted(numbers, key=lambda n: -n), list(reversed(numbers)))
print(numbers[1:3], numbers[:2], numbers[-2:], numbers[::2], numbers[::-1], numbers[3:1], numbers[100:], numbers[-100:2])
numbers[1:3] = [20, 30, 40]
print(numbers)
numbers[::2] = ["a"] * len(numbers[::2])
print(numbers)
del numbers[0], numbers[-1]
print(numbers)
del numbers[1:]
print(numbers)
numbers *= 3
print(numbers, numbers + [1], [0] * 3, [[]] * 2)
alias = numbers
copy = numbers.copy()
alias.append("!")
print(numbers, copy, alias is numbers, copy is numbers, copy == numbers)
grid = [[0] * 3 for _ in range(2)]
grid[0][1] = 5
print(grid)
shared = [[0] * 2] * 2
shared[0][0] = 1
print(shared)
nested = [1, [2, [3, [4]]]]
print(nested[1][1][1][0], nested)
nested.append(nested)
print(nested)
print([1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [1, "a"] == [1, "a"])
print(2 in [1, 2], [2] in [[1], [2]], None in [], list(range(5)), list("ab"), list({"a": 1}), list((1, 2)))
words = ["pear", "fig", "apple", "Kiwi"]
print(sorted(words), sorted(words, key=len), sorted(words, key=str.lower), sorted(words, key=lambda w: (len(w), w)), max(words, key=len), min(words))
print(any([0, "", 1]), all([1, "a"]), all([]), any([]), list(map(len, words)), list(filter(lambda w: "i" in w, words)), list(zip(words, range(2))), list(enumerate(words, 1)))
print([*words, *"xy"], [1, 2, 3][1], [x for x in range(10) if x % 3 == 0], [(x, y) for x in range(2) for y in "ab"], [[c for c in w] for w in ["hi"]])
words.clear()
print(words, not words, bool([0]))
for bad in [lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1][1], lambda: [1, "a"].sort(), lambda: sorted([None, 1]), lambda: [1].extend(5), lambda: [1] + 1, lambda: list("ab")["0"], lambda: [3, 2].sort(5), lambda: list(5), lambda: [1, 2].insert("a", 1), lambda: list("abc")[1.0]]:
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
try:
    [1, 2][5] = 0
except IndexError as error:
    print(error)
numbers = [1, 2, 3, 4, 5, 6]
for n in numbers:
    if n % 2 == 0:
        numbers.remove(n)
print(numbers)
try:
    numbers[::2] = [1]
except ValueError as error:
    print(error)
