# Newer syntax that learners meet.
from typing import Dict, List, Optional, Union


def parse(line: str, limit: int = 3) -> Optional[Dict[str, str]]:
    parts: List[str] = line.split("=", 1)
    if len(parts) != 2:
        return None
    return {parts[0]: parts[1][:limit]}


count: int = 0
names: list[str]
print(parse("key=value"), parse("nothing"), parse.__annotations__["limit"])
data = [3, 8, 1, 9]
if (n := len(data)) > 3:
    print("long", n)
print([y for x in data if (y := x * 2) > 5], y)
while (value := data.pop()) > 2:
    print(value)


def only_positional(a, b, /, c, *, d):
    return a, b, c, d


print(only_positional(1, 2, c=3, d=4))
try:
    only_positional(a=1, b=2, c=3, d=4)
except TypeError as error:
    print(error)
try:
    only_positional(1, 2, 3, 4)
except TypeError as error:
    print(error)
print({**{"a": 1}, "b": 2}, [*range(3), *"x"], {*[1, 2], 3}, (*[1], 2))
big = 1_000_000
print(f"{big:_}", 0x_ff, 1e-3, 5 .real, .5, 5.)
if __name__ == "__main__":
    print("main")
text = ("implicit "
        "joining")
print(text, end="\n" if text else "")
a = b = c = 1
a += (b := 5)
print(a, b, c)
print("a" if a else "b" if b else "c", (lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))
del a, b
try:
    a
except NameError as error:
    print(error)
global_value = [1, 2, 3]
global_value[0], global_value[-1] = global_value[-1], global_value[0]
print(global_value)
x = y = [0]
x += [1]
print(y)
@lambda f: f() + 1
def seven():
    return 6


print(seven)
assert seven == 7, "decorated"
