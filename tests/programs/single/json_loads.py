# json in: values, bytes, and every error text.
import json

print(json.loads('{"a": 1, "b": [true, false, null, 1.5, -2e3, "x\\u00e9\\n"]}'))
print(json.loads(b'{"k": "\xc3\xa9"}'), json.loads(" [1 , 2 ] "), json.loads('"text"'), json.loads("5"), json.loads("-0"), json.loads("1E2"), json.loads('{"a":1,"a":2}'), json.loads('"\\ud83d\\ude00 \\/"'), json.loads("123456789012345678901234567890"))
print(json.loads("[]"), json.loads("{}"), json.loads("NaN"), json.loads("-Infinity"), json.loads("[[[]]]"))
texts = ["", " ", "{", "[1, 2", "[1 2]", '{"a" 1}', '{"a": }', "{'a': 1}", '{"a": 1,}', "[1,]", '"open', "tru", "01", "1.", '{"a":1}{"b":2}', '{"a": 1}\n{"b": 2}', "nope", '["\t"]', '"\\x"', '"\\u12"', "[1]]", "{1: 2}", "hello world", '{"a": "b', "-", ",", "\ufeff1" if False else "]"]
for text in texts:
    try:
        print(repr(text), json.loads(text))
    except json.JSONDecodeError as error:
        print(repr(text), "|", error, "|", error.pos, error.lineno, error.colno, error.msg)
for bad in [None, 5, ["a"], {"a": 1}]:
    try:
        json.loads(bad)
    except TypeError as error:
        print(error)
try:
    json.loads(b"\xff\x00")
except ValueError as error:
    print(type(error).__name__)
print(json.loads(json.dumps({"deep": [{"er": [1, 2, {"est": "x"}]}]})) == {"deep": [{"er": [1, 2, {"est": "x"}]}]})
print(isinstance(json.JSONDecodeError("m", "doc", 0), ValueError))
