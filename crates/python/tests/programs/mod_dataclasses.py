from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError
@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    def dist(self): return (self.x ** 2 + self.y ** 2) ** 0.5
p = Point(3, 4); print(p, p.dist(), p == Point(3, 4), p != Point(1), asdict(p), astuple(p), replace(p, x=9), [f.name for f in fields(p)])
p.tags.append("a"); print(p, Point(1).tags, Point(y=2, x=1))
@dataclass(frozen=True, order=True)
class V:
    major: int
    minor: int = 0
print(sorted([V(2), V(1, 5), V(1)]), V(1) < V(2), hash(V(1)) == hash(V(1)), {V(1): "a"}[V(1)])
try:
    V(1).major = 2
except FrozenInstanceError as e:
    print(type(e).__name__, e)
@dataclass
class Child(Point):
    z: int = 5
    hidden: str = field(default="h", repr=False, compare=False)
    def __post_init__(self): self.sum = self.x + self.y + self.z
c = Child(1, 2); print(c, c.sum, isinstance(c, Point))
for f in (lambda: Point(), lambda: Point(1, 2, 3, 4), lambda: Point(1, q=2), lambda: Point(1, x=1), lambda: V(1) < 5):
    try:
        print(f())
    except TypeError as e:
        print(e)
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e:
    print(e)
try:
    @dataclass
    class Bad2:
        a: list = []
except ValueError as e:
    print(e)
