import json
data = {"name": "Ünï", "n": 1, "f": 1.5, "l": [1, None, True, False], "d": {"x": {}}, "e": [], "t": (1, 2), 5: "int key", None: 0, True: 1, 1.5: 2}
print(json.dumps(data)); print(json.dumps(data, ensure_ascii=False)); print(json.dumps(data, indent=2)); print(json.dumps({"b": 1, "a": [1, {"z": 1, "y": 2}]}, sort_keys=True, separators=(",", ":")))
print(json.dumps([1, [2, [3]]], indent=1), json.dumps({}, indent=4), json.dumps("q\"\\\n\t\x01\u2028😀"), json.dumps(float("inf")), json.dumps(1e100), json.dumps([[]], indent="--"))
print(json.loads('{"a": [1, 2.5, "x", null, true], "b": {"c": "\\u00e9\\n"}}'), json.loads("[]"), json.loads(" 5 "), json.loads(b'{"k": 1}'), json.loads("-1.5e3"), json.loads('"\\ud83d\\ude00"'), json.loads("NaN"), json.loads("12345678901234567890"))
print(json.loads('{"a": 1, "b": 2}', object_hook=lambda d: sorted(d)), json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: s + "!"), json.loads('{"a": {"b": 1}}', object_pairs_hook=list))
print(json.dumps({1, 2} and [1], default=str), json.dumps({"x": {3}}, default=lambda o: sorted(o)))
for text in ("", "{", '{"a"}', '{"a":1}{"b":2}', '{"a":1', "[1,]", "nope", '{"a":1,}', '"abc', "{'a': 1}", '["a\nb"]', "[1 2]", '"\\x"'):
    try:
        print(json.loads(text))
    except json.JSONDecodeError as e:
        print(e, e.pos, e.lineno, e.colno, e.msg)
for f in (lambda: json.dumps({1, 2}), lambda: json.dumps({(1, 2): 3}), lambda: json.loads(5), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps(b"x"), lambda: json.loads(None)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
loop = []; loop.append(loop)
try:
    json.dumps(loop)
except ValueError as e:
    print(e)
