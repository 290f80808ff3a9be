print(bool(0.0), bool("0"), bool([0]), bool({}), bool(range(0)), bool(b""), bool(None), not [], [] or {} or "x", 0 or None, 1 and [] and 2, bool(lambda: 0))
print([] == (), [1] == [1.0], (1, [2]) == (1, [2]), {1: [1]} == {1: [1]}, {1, 2} == {2, 1}, "a" == b"a", None == 0, 1 == True, [] is [])
x = float("nan"); print(x == x, [x] == [x], (1, 2, 3) > (1, 2), [1, 2] < [1, 2, 0], "abc" < "abcd", {1} < {1, 2}, {1, 3} <= {1, 2})
class E:
    def __eq__(self, o): return "weird"
    def __ne__(self, o): return []
print(E() == 1, E() != 1, 1 == E(), not (E() == 1), E() in [1])
class B:
    def __bool__(self): return False
class Z:
    def __len__(self): return 0
print(bool(B()), bool(Z()), "y" if Z() else "n", not B())
class Bad:
    def __bool__(self): return 5
for f in (lambda: bool(Bad()), lambda: 1 < None, lambda: [] < (), lambda: {} > {}, lambda: "a" >= 1, lambda: 1 in 5, lambda: len(Bad()), lambda: (1,) < (None,)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
