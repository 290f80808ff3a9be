# json out: types, indents, separators, errors.
import json

record = {"name": "Zoë", "age": 3, "tags": ["a", "b"], "nested": {"x": None, "ok": True, "f": 1.5}, "empty": [], "none": {}}
print(json.dumps(record))
print(json.dumps(record, ensure_ascii=False))
print(json.dumps(record, indent=2))
print(json.dumps(record, sort_keys=True, separators=(",", ":")))
print(json.dumps([1, 2.0, -3, 1e20, 0.1, True, False, None, "q\"\\/\n\t\x00\u2028😀"]))
print(json.dumps("text"), json.dumps(5), json.dumps(None), json.dumps([]), json.dumps(()), json.dumps((1, (2,))), json.dumps({}))
print(json.dumps({1: "a", 2.5: "b", True: "c", None: "d"}), json.dumps(float("inf")), json.dumps(float("nan")))
print(json.dumps({"a": [1, {"b": 2}]}, indent=4), json.dumps([], indent=2), json.dumps([1, 2], indent=None), json.dumps([[1], []], indent=1))


class Point:
    def __init__(self, x):
        self.x = x


print(json.dumps(Point(3), default=lambda o: o.__dict__), json.dumps([Point(1)], default=vars))
for bad in [lambda: json.dumps(Point(1)), lambda: json.dumps(b"bytes"), lambda: json.dumps({1, 2}), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps([object]), lambda: json.dumps({"k": lambda: 0})]:
    try:
        print(bad())
    except TypeError as error:
        print(error)
loop = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as error:
    print(error)
