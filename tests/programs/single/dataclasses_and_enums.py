# Dataclasses, enums and namedtuples, as in course homework.
from collections import namedtuple
from dataclasses import dataclass, field
from enum import Enum


@dataclass
class Message:
    sender: str
    text: str
    size: int = 0
    tags: list = field(default_factory=list)

    def __post_init__(self):
        self.size = len(self.text)


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0


first = Message("ana", "hi")
second = Message("ana", "hi")
second.tags.append("new")
print(first, second, first == second, first.tags)
print(Version(1, 2) < Version(1, 10), max(Version(2), Version(1, 9)), {Version(1): "one"}[Version(1, 0)])
try:
    Version(1).major = 2
except Exception as error:
    print(type(error).__name__, error)
try:
    Message("x")
except TypeError as error:
    print(error)


class Command(Enum):
    LOGIN = 1
    LOGOUT = 2


print(Command.LOGIN, repr(Command.LOGIN), Command.LOGIN.name, Command.LOGIN.value, Command(2), Command["LOGOUT"], list(Command), Command.LOGIN is Command(1), Command.LOGIN == 1)
try:
    Command(9)
except ValueError as error:
    print(error)
Point = namedtuple("Point", ["x", "y"])
p = Point(1, y=2)
print(p, p.x, p[1], p._replace(x=5), p._asdict(), Point._fields, tuple(p), p == (1, 2))
x, y = p
print(x + y)
try:
    p.x = 5
except AttributeError as error:
    print(error)
