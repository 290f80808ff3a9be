d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("c", 3), d.setdefault("a", 9), d.pop("b"), d.pop("zz", None), d, d.popitem(), d)
d.update({"x": 1}, y=2); d.update([("z", 3)]); print(d, list(d), list(d.keys()), list(d.values()), list(d.items()), len(d), "x" in d, d.keys(), d.values(), d.items())
print(d | {"x": 9}, {**d, "q": 0}, dict(a=1, b=2), dict([(1, 2)]), dict({"k": "v"}, w=1), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), d.copy() == d, {1: "a", 1.0: "b", True: "c"})
d |= {"n": 1}; del d["n"]; print(d, list(reversed(d)), d.keys() & {"x", "y"}, sorted(d.keys() | {"w"}), d.keys() - {"x"}, d.items() == {"a": 1}.items(), {"a": 1}.keys() == {"a"})
def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
t(lambda: d["nope"])
t(lambda: d.pop("nope"))
t(lambda: {}.popitem())
t(lambda: {[]: 1})
t(lambda: d[{}])
t(lambda: dict(5))
t(lambda: dict([1]))
t(lambda: dict([(1, 2, 3)]))
t(lambda: dict(["ab", "cd"]))
t(lambda: d.get())
t(lambda: d.update(5))
t(lambda: dict({}, {}))
t(lambda: {} < {})
t(lambda: {} + {})
t(lambda: {}.nope)
t(lambda: hash({}))
def grow():
    for k in d:
        d[k + "!"] = 1
t(grow)
print({"a": {"b": [1, {"c": ()}]}}, {(1, 2): 3}[1, 2], {None: 0}, str({"k": "v'"}))
z = {}; z["self"] = z; print(z)
for k, v in sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]): print(k, v)
print({k: v * 2 for k, v in {"x": 1}.items()}, {i: i * i for i in range(4)}, dict(zip("abc", range(3))))
