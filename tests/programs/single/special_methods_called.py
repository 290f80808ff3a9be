# Special methods of builtin types, called by name, and what `dir` lists.
def show(*values):
    print(*map(repr, values))


show((1).__index__(), (2.5).__round__(), (2.567).__round__(1), (-3).__abs__(), (3).__neg__(), (3).__pos__(), (3).__invert__(), (0).__bool__(), (3).__float__())
show((3).__divmod__(2), (3).__rdivmod__(7), (2).__pow__(3), (2).__pow__(3, 5), (2).__rpow__(3), (3.7).__trunc__(), (3.7).__floor__(), (3.2).__ceil__(), (3.7).__int__())
show((5).__add__(2), (5).__add__(2.0), (5.0).__add__(2), (5).__radd__("a"), (1).__eq__(1), (1).__eq__("a"), (1).__eq__(1.0), (1.0).__eq__(1), (1).__lt__(2.0), True.__and__(2))
show("a".__len__(), "ab".__contains__("a"), "ab".__getitem__(1), "ab".__add__("c"), "ab".__mul__(2), "ab".__rmul__(2), "%s-%s".__mod__((1, 2)), "a".__lt__("b"), "a".__eq__(1), list("ab".__iter__()))
show([1].__len__(), [1, 2].__getitem__(0), [1].__add__([2]), [1].__mul__(2), [1].__eq__([1]), [1].__ne__(5), [1].__lt__([2]), list([1, 2].__reversed__()), [3].__contains__(3))
items = [1]
show(items.__iadd__([2]), items.__imul__(2), items.__setitem__(0, 9), items.__delitem__(1), items)
show({1: 2}.__getitem__(1), {}.__len__(), {1: 2}.__contains__(1), {1: 2}.__or__({3: 4}), {1: 2}.__ior__({5: 6}), {1: 2}.__eq__({1: 2}), list({1: 2, 3: 4}.__reversed__()), {}.__lt__({}))
show({1, 2}.__and__({1}), {1}.__or__({2}), {1}.__sub__({1}), {1}.__xor__({2}), {1}.__le__({1, 2}), {1}.__and__([1]), {1}.__contains__(1), {1}.__ior__([2]))
show(range(5).__len__(), range(5).__contains__(3), list(range(3).__reversed__()), range(3).__eq__(range(3)), range(9).__getitem__(-1), b"ab".__getitem__(0), b"ab".__contains__(97))
show((1).__str__(), "x".__str__(), "x".__repr__(), [1].__repr__(), (1).__format__("05d"), "a".__format__(">3"), (2.5).__format__(".2f"), None.__bool__(), None.__repr__())
show(object().__eq__(1), object().__lt__(1), (1,).__hash__() == hash((1,)), "a".__hash__() == hash("a"), (1).__getnewargs__(), "s".__getnewargs__(), (1).__sizeof__() > 0)
show(int.__add__(1, 2), str.__len__("abc"), list.__len__([1]), dict.__getitem__({1: 2}, 1), int.__new__(int, 5), str.__eq__("a", "a"), type.__call__(int, "7"))
for act in (lambda: (1).__add__(), lambda: [].__len__(1), lambda: "a".__mul__("b"), lambda: "a".__getitem__(5), lambda: {}.__getitem__("k"), lambda: (1).__format__(5), lambda: [].__eq__()):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)


class Shown(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.lower())

    def __contains__(self, key):
        return super().__contains__(key.lower())

    def __ior__(self, other):
        print("ior")
        return super().__ior__(other)


headers = Shown()
headers["Host"] = "x"
headers |= {"b": 1}
print(headers["HOST"], "HOST" in headers, headers, headers.__len__(), Shown.__base__, bool.__base__, object.__base__)


class Slotted:
    __slots__ = ("x", "__hidden")

    def __init__(self):
        self.x, self.__hidden = 1, 2


print(Slotted.x, Slotted.x.__get__(Slotted()), hasattr(Slotted(), "__dict__"), Slotted().__getstate__())
try:
    Slotted().y = 1
except AttributeError as error:
    print(error, error.name)
for value in (1, 1.5, "a", b"a", (), [], {}, set(), frozenset(), range(1), slice(1), None, {}.keys(), {}.items(), object(), map(int, [])):
    print(type(value).__name__, *dir(value))
