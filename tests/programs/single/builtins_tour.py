# The built-in functions in one place.
print(abs(-3), all([1, 1]), any([0]), ascii("é"), bin(5), bool([]), callable(len), callable(5), chr(65), divmod(7, 3))
print(enumerate("a").__class__.__name__, list(enumerate("ab", start=1)), list(filter(None, [0, 1, "", "a"])), format(5, "03d"), getattr("a", "upper")(), hasattr([], "append"), hex(17))
print(isinstance(1, (str, int)), issubclass(bool, int), list(map(str, [1, 2])), max(1, 2), max([1, 5], default=0), max([], default="none"), min("b", "a"), next(iter([9])), oct(8), ord("a"))
print(pow(2, 5), pow(2, 5, 3), list(range(3)), list(reversed("abc")), repr("x"), round(3.7), sorted([2, 1]), str(1.0), sum([1.5, 2]), tuple("ab"), type(1).__name__, list(zip([1, 2], "ab", [True, False])))
print(int(), float(), str(), list(), dict(), tuple(), set(), bool(), bytes(), frozenset())
print(vars(type("Dynamic", (), {"x": 1})())  == {}, type("Dynamic", (), {"x": 1}).x, dir([])[-3:], len(dir("")) > 40)
print(sum([[1], [2]], []), sum((), 5), max("apple", "fig", key=len), max({"a": 3, "b": 5}.items(), key=lambda kv: kv[1]), min([3, 1, 2], key=lambda v: -v))
print(iter([]).__class__.__name__, type(iter("")).__name__, type({}.items()).__name__, type(range(0)).__name__, type(zip()).__name__, type(map(len, [])).__name__)
reader = iter([b"a", b"b", b"", b"c"])
print(list(iter(lambda: next(reader), b"")))
print(list(zip("abc", range(10), strict=False)), [*map(max, [1, 5], [3, 2])])
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as error:
    print(error)
for bad in [lambda: max([]), lambda: min(1, "a"), lambda: ord(""), lambda: next(iter([])), lambda: sum("ab"), lambda: round("1"), lambda: abs("a"), lambda: iter(5), lambda: next(5), lambda: reversed({1}), lambda: chr(0x110000), lambda: divmod(1, 0), lambda: pow(2, "a"), lambda: range("a"), lambda: enumerate(5), lambda: isinstance(1, 5), lambda: int("1", "2"), lambda: bytes("a", "b", "c", "d"), lambda: dict(a=1, **{"a": 2}), lambda: print(end=5), lambda: print("x", foo=1), lambda: sorted([1], lambda v: v), lambda: getattr(5, 5), lambda: setattr(5, "x", 1), lambda: "abc".foo, lambda: len(len), lambda: float("x"), lambda: str(b"a", "ascii", "strict", 1), lambda: zip(1), lambda: input(1, 2), lambda: hash({}), lambda: exec]:
    try:
        print(repr(bad()))
    except StopIteration as error:
        print("StopIteration", error)
    except Exception as error:
        print(type(error).__name__ + ":", error)
