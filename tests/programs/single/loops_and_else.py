# for/while with else, break, continue, nested loops, ranges backwards.
for number in range(2, 20):
    for factor in range(2, number):
        if number % factor == 0:
            break
    else:
        print(number, end=" ")
print()
attempts = 0
while attempts < 3:
    attempts += 1
    if attempts == 2:
        continue
    print("attempt", attempts)
else:
    print("no more")
while True:
    attempts -= 1
    if attempts < 0:
        break
else:
    print("never")
print(attempts)
for i in range(10, 0, -3):
    print(i, end=",")
print()
for i in []:
    pass
else:
    print("empty loop")
try:
    print(j)
except NameError as error:
    print(error)
for i in range(3):
    i = i * 10
    print(i, end=" ")
print("after", i)
total = 0
for row in [[1, 2], [3, 4]]:
    for value in row:
        if value == 3:
            continue
        total += value
print(total)
text = ""
for index, letter in enumerate("socket"):
    text = letter + text
    if index == 3:
        break
print(text, index)
pairs = [(1, "a"), (2, "b")]
for number, letter in pairs:
    print(number, letter)
for (a, (b, c)) in [(1, (2, 3))]:
    print(a, b, c)
for first, *others in ["abc", "de"]:
    print(first, others)
count = 10
while count:
    count //= 2
    print(count, end=" ")
print()
if count == 0 and not total < 5 or False:
    print("yes")
elif count:
    print("count")
else:
    print("no")
values = iter([1, 2, 3])
print(next(values), next(values), next(values), next(values, "done"))
try:
    next(values)
except StopIteration as stop:
    print("stop", repr(stop))
while (line := input_lines.pop(0) if (input_lines := ["a"]) else "") != "a":
    pass
print(line)
pass
for _ in range(2): print("one line", end="; ")
print()
x = 5 if total > 3 else 6; y = x; print(x, y)
n = 0
while n < 5: n += 1
print(n, "a" if n else "b", not n, n and "and", 0 or "or", None or [] or 0)
