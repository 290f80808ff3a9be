# Special methods: containers, operators, context managers, callables, attributes.
class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __abs__(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def __bool__(self):
        return bool(self.x or self.y)

    def __iter__(self):
        yield self.x
        yield self.y

    def __hash__(self):
        return hash((self.x, self.y))

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __repr__(self):
        return f"<{self.x}, {self.y}>"

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __format__(self, spec):
        return f"({self.x:{spec}}, {self.y:{spec}})"


v = Vector(3, 4)
print(v + Vector(1, 1), v - v, v * 2, 2 * v, -v, abs(v), bool(v - v), list(v), {v: 1}[Vector(3, 4)])
v += Vector(1, 0)
print(v, f"{v:.1f}", sum([Vector(1, 2), Vector(3, 4)], Vector(0, 0)))
x, y = v
print(x, y)
try:
    v.z = 1
except AttributeError as error:
    print(error)


class Stack:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __delitem__(self, index):
        del self.items[index]

    def __contains__(self, item):
        return item in self.items

    def __call__(self, *more):
        self.items.extend(more)
        return len(self)

    def __getattr__(self, name):
        if name.startswith("is_"):
            return name[3:]
        raise AttributeError(f"no {name} here")

    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", kind.__name__ if kind else None, value, traceback is not None)
        return kind is KeyError


s = Stack(1, 2, 3)
s[0] = "one"
del s[1]
print(len(s), s[0], s[-1], s[0:2], 3 in s, s(7, 8), list(s), bool(Stack()), s.is_empty, list(reversed(s)))
try:
    s.other
except AttributeError as error:
    print(error)
with s as same:
    print(same is s)
with s:
    raise KeyError("swallowed")
try:
    with s:
        raise ValueError("passed on")
except ValueError as error:
    print("caught", error)
for item in s:
    print(item, end=" ")
print()


class Countdown:
    def __init__(self, start):
        self.now = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.now <= 0:
            raise StopIteration
        self.now -= 1
        return self.now + 1


print(list(Countdown(3)), max(Countdown(5)), [*Countdown(2)], dict(zip("ab", Countdown(2))))


class Temperature:
    def __init__(self):
        self._celsius = 0

    @property
    def fahrenheit(self):
        return self._celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self._celsius = (value - 32) * 5 / 9


t = Temperature()
t.fahrenheit = 212
print(t._celsius, t.fahrenheit)


class Base:
    registry = []

    def __init_subclass__(cls, **kwargs):
        Base.registry.append(cls.__name__)


class One(Base):
    pass


class Two(Base):
    pass


print(Base.registry)


class A:
    def who(self):
        return "A"


class B(A):
    def who(self):
        return "B" + super().who()


class C(A):
    def who(self):
        return "C" + super().who()


class D(B, C):
    def who(self):
        return "D" + super().who()


print(D().who(), [c.__name__ for c in D.__mro__])
print(str(One), One.__module__, type(One()).__qualname__)


class Total:
    def __lt__(self, other):
        return NotImplemented

    def __int__(self):
        return 7

    def __index__(self):
        return 2

    def __float__(self):
        return 1.5


print(int(Total()), float(Total()), [10, 20, 30][Total()], "ab" * Total())
try:
    Total() < Total()
except TypeError as error:
    print(error)
