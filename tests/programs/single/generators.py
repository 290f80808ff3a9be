# Generators: pipelines, send, delegation, laziness.
def count_to(n):
    print("begin")
    for i in range(1, n + 1):
        yield i
    print("end")
    return "result"


g = count_to(2)
print(type(g).__name__, next(g), next(g))
try:
    next(g)
except StopIteration as stop:
    print("value", stop.value)
print(next(g, "exhausted"), list(count_to(0)))


def evens(source):
    for value in source:
        if value % 2 == 0:
            yield value


def squares(source):
    return (value * value for value in source)


def naturals():
    n = 0
    while True:
        yield n
        n += 1


def take(n, source):
    for _, value in zip(range(n), source):
        yield value


print(list(take(5, squares(evens(naturals())))))


def averager():
    total, count, average = 0, 0, None
    while True:
        value = yield average
        if value is None:
            break
        total += value
        count += 1
        average = total / count
    return total


a = averager()
next(a)
print(a.send(10), a.send(20), a.send(6))
try:
    a.send(None)
except StopIteration as stop:
    print(stop.value)


def chain(*sources):
    for source in sources:
        result = yield from source
        print("got", result)


print(list(chain("ab", [1], count_to(1))))


def guarded():
    try:
        yield 1
        yield 2
    except ValueError as error:
        print("inside:", error)
        yield 99
    finally:
        print("closing")


g = guarded()
print(next(g), g.throw(ValueError("thrown")))
g.close()
g = guarded()
next(g)
g.close()
g.close()


def pieces(data, size):
    while data:
        piece, data = data[:size], data[size:]
        yield piece


print(list(pieces(b"abcdefgh", 3)), b"".join(pieces(b"xyz", 1)))
lazy = (print("evaluated", x) or x for x in [1, 2])
print("nothing yet")
print(next(lazy))
print(sum(x for x in range(4)), max((len(w), w) for w in ["aa", "b"]), "".join(c for c in "a1b2" if c.isalpha()), any(x > 2 for x in [1, 3]), dict((x, x * x) for x in range(3)))


def tree(node):
    if node is None:
        return
    left, value, right = node
    yield from tree(left)
    yield value
    yield from tree(right)


print(list(tree(((None, 1, None), 2, ((None, 3, None), 4, None)))))
g = (x for x in "ab")
print(list(g), list(g))
try:
    count_to(1).send(5)
except TypeError as error:
    print(error)


def bad():
    yield 1
    raise KeyError("in generator")


try:
    for value in bad():
        print(value)
except KeyError as error:
    print("caught", error)
x, y, *z = count_to(4)
print(x, y, z)
print(list(zip(count_to(2), "abc")), list(map(lambda a, b: a + b, [1, 2], [10, 20])), list(enumerate(count_to(1))))
