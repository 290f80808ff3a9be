# Dictionaries: building, changing, looping, merging, errors.
ages = {"ana": 31, "bo": 25}
ages["cy"] = 40
ages.update({"bo": 26, "di": 19}, ed=50)
print(ages, len(ages), "bo" in ages, 31 in ages, 31 in ages.values())
print(ages.get("zoe"), ages.get("zoe", 0), ages.pop("ed"), ages.pop("nobody", None), ages.setdefault("fy", 1), ages.setdefault("ana", 5))
print(list(ages), list(ages.keys()), list(ages.values()), list(ages.items()), ages.keys(), ages.values(), ages.items())
for name, age in ages.items():
    print(name, age, end="; ")
print()
for position, (name, age) in enumerate(ages.items()):
    print(position, name, age)
print({k: v for k, v in ages.items() if v > 26}, {v: k for k, v in ages.items()}, dict([("a", 1), ("b", 2)]), dict(a=1, b=2), dict(zip("xy", [1, 2])), dict.fromkeys("ab", 0), dict.fromkeys([1, 2]))
print(sorted(ages), sorted(ages.items(), key=lambda item: item[1]), max(ages, key=ages.get), min(ages.values()), sum(ages.values()))
print({**ages, "x": 1}, {"a": 1} | {"b": 2}, {"a": 1, "b": 2} == {"b": 2, "a": 1})
del ages["ana"]
print(ages, ages.popitem(), ages)
other = ages
copy = dict(ages)
other["new"] = True
print(ages, copy, ages is other, ages.copy() == ages)
nested = {"users": [{"name": "a", "tags": ["x"]}, {"name": "b", "tags": []}]}
nested["users"][0]["tags"].append("y")
nested["count"] = nested.get("count", 0) + 1
print(nested, nested["users"][1]["name"])
counts = {}
for letter in "mississippi":
    counts[letter] = counts.get(letter, 0) + 1
print(counts)
mixed = {1: "int", 1.0: "float", True: "bool", "1": "str", (1, 2): "tuple", None: "none", b"1": "bytes"}
print(mixed)
print(list(reversed({"a": 1, "b": 2})), {"a", "b"} == {"a": 1, "b": 2}.keys(), {"a": 1}.keys() & {"a", "c"})
ages.clear()
print(ages, bool(ages), {})
loop = {}
loop["me"] = loop
print(loop)
for bad in [lambda: {}["x"], lambda: {}[1], lambda: {}[(1, "a")], lambda: {}.pop("x"), lambda: {}.popitem(), lambda: {[]: 1}, lambda: {{}: 1}, lambda: dict([1, 2]), lambda: dict([(1, 2, 3)]), lambda: {} + {}, lambda: {"a": 1} < {"b": 2}, lambda: dict(5), lambda: {}.has_key(1), lambda: {"a": 1}.a]:
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
table = {"a": 1}
try:
    for key in table:
        table[key + "x"] = 1
except RuntimeError as error:
    print(error)
print(table)
try:
    for key in {"a": 1}:
        pass
    a, b = {"x": 1}
except ValueError as error:
    print(error)
