# Mixing types: every message here is one that somebody pasted into a question.
def attempt(text):
    try:
        print(text, "->", eval_table[text]())
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)


eval_table = {
    "str + int": lambda: "a" + 1,
    "int + str": lambda: 1 + "a",
    "str + bytes": lambda: "a" + b"b",
    "bytes + str": lambda: b"a" + "b",
    "bytes + int": lambda: b"a" + 1,
    "list + tuple": lambda: [1] + (2,),
    "tuple + list": lambda: (1,) + [2],
    "str * str": lambda: "a" * "b",
    "str * float": lambda: "a" * 1.5,
    "str - str": lambda: "a" - "b",
    "None + int": lambda: None + 1,
    "int < str": lambda: 1 < "a",
    "str > None": lambda: "a" > None,
    "bytes < str": lambda: b"a" < "b",
    "-str": lambda: -"a",
    "~float": lambda: ~1.5,
    "1/0": lambda: 1 / 0,
    "1//0": lambda: 1 // 0,
    "1%0": lambda: 1 % 0,
    "1.0/0": lambda: 1.0 / 0,
    "1.0//0": lambda: 1.0 // 0,
    "1.0%0": lambda: 1.0 % 0,
    "0**-1": lambda: 0 ** -1,
    "list[str]": lambda: list("ab")["a"],
    "list[9]": lambda: [1][9],
    "str[9]": lambda: "abc"[9],
    "bytes[9]": lambda: b"abc"[9],
    "tuple[9]": lambda: (1,)[9],
    "dict[k]": lambda: {"a": 1}["b"],
    "int[0]": lambda: int("5")[0],
    "in int": lambda: 1 in 5,
    "int in str": lambda: 1 in "abc",
    "str in bytes": lambda: "a" in b"abc",
    "300 in bytes": lambda: 300 in b"abc",
    "unhashable": lambda: {[]: 1},
    "set of list": lambda: {[1]},
    "shift": lambda: 1 << -1,
    "dict | list": lambda: {} | [],
    "int & str": lambda: 1 & "a",
}
for case in eval_table:
    attempt(case)
total = "3"
try:
    total += 4
except TypeError as error:
    print(error)
count = 3
try:
    count += "4"
except TypeError as error:
    print(error)
try:
    count[0] = 1
except TypeError as error:
    print(error)
try:
    "abc"[0] = "x"
except TypeError as error:
    print(error)
try:
    del (1, 2)[0]
except TypeError as error:
    print(error)
