# What the compiler warns about before the program runs, in the order of the text.
x = 5
if x is 5 and x is not "a" or () is x:
    print("same")
print(x is -1, None is x, x is True, x is ...)


def asks(*args):
    assert (args, "always true")
    assert ()or 1
    return args == 5 is args is b""


pairs = "\d\w"
if not x:
    pairs = [(1, 2) (3, 4)]
    pairs = [["a"] ["b"], [1, 2] [0, 1], "text" ["key"], {}["key"], [1][True], f"{x}" [1.5]]
    pairs = 5[0], None[0], {1}[0], (lambda: 0)[0], (y for y in [])[0], "a"[x], "a"[0]
    print("missing" "comma" ("here")), {1: 2}(), [1 for y in []](), (1, 2)(), None(), 1.5(), (lambda: 1)()
print(asks(), pairs)
try:
    print(len)
finally:
    x is 1
