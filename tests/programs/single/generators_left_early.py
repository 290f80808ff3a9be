# A generator that a loop leaves early is closed at once, unless somebody still has it.
import contextlib


@contextlib.contextmanager
def opened(name):
    print("open", name)
    try:
        yield name
    finally:
        print("close", name)


def numbers(count=5, name="numbers"):
    try:
        for number in range(count):
            yield number
    finally:
        print("end of", name)


def lines(name):
    with opened(name) as file:
        yield f"first of {file}"
        yield f"second of {file}"


for number in numbers():
    if number == 2:
        break
print("after break")


def first():
    for item in numbers():
        return item, "found"


def find():
    for line in lines("a.txt"):
        for number in numbers(3, "inner"):
            if number == 1:
                return line, number


print(first(), find())
kept = numbers(name="kept")
for number in kept:
    break
print("still open", next(kept))
kept.close()


def delegating():
    yield from numbers(name="delegate")


for number in delegating():
    if number:
        break
else:
    print("never")
for outer in range(2):
    for line in lines(f"{outer}.txt"):
        if outer == 0:
            continue
        print(line)
        break
waiting = delegating()
print(next(waiting), waiting.gi_yieldfrom.__name__, waiting.gi_suspended)
waiting.close()
holder = []


def held():
    made = numbers(name="held")
    holder.append(made)
    return made


for number in held():
    break
print("held", list(holder[0]))
