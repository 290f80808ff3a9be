# contextlib and hand-made context managers.
from contextlib import closing, contextmanager, suppress


@contextmanager
def section(title):
    print("<", title)
    try:
        yield title.upper()
    except ValueError as error:
        print("section saw", error)
    finally:
        print(title, ">")


with section("one") as name:
    print("in", name)
with section("two"):
    raise ValueError("swallowed")
try:
    with section("three"):
        raise KeyError("not swallowed")
except KeyError as error:
    print("outside", error)


class Door:
    def close(self):
        print("door closed")


with closing(Door()) as door:
    print(type(door).__name__)
with suppress(ZeroDivisionError, KeyError):
    print(1 / 0)
    print("never")
print("after")


def find():
    with section("return"):
        return "from inside"


print(find())
for i in range(3):
    with section(f"loop {i}"):
        if i == 1:
            break
try:
    with 5:
        pass
except TypeError as error:
    print(error)


class NoExit:
    def __enter__(self):
        pass


try:
    with NoExit():
        pass
except TypeError as error:
    print(error)


class Quiet:
    def __enter__(self):
        return [1, 2]

    def __exit__(self, *args):
        return True


with Quiet() as (a, b):
    print(a, b)
    raise RuntimeError
print("still here")
