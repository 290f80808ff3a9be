texts = [
    'print "hello"', 'if x: print x', 'x = (1 2)', 'print("a" "b" c)', 'if x = 1:\n    pass', 'while x = y + 1: pass', 'f(a=1, 2)', 'for i in range(3):\nprint(i)',
    'def f():\n    # nothing\nx = 1', 'try:\npass', 'class A:\n\nfoo()', 'while True\n    pass', 'd = {"a": 1 "b": 2}', 'print("a)', 'x = [1, 2', 'foo(1, 2 3, 4)',
    'print(f(x) y)', 'else:\n    pass', 'x = 5 +', 'del f(x)', 'import socket\ns = socket.socket(\nprint(s)', 'try:\n    x = 1\n\nprint(2)', 'class A\n    pass',
    'a = $b', 'x ? y', 'print("x"', "print('it's')", 's.bind("localhost", 5000))', 's.connect(("localhost" 8000))', 'f() = 1', 'None = 1', '1 = x', '"a" = b',
    'def f(x=1, y): pass', 'x++', 'a b', 'import', 'from x import', '(]', 'f(**a, *b)', 'return 5', 'break', 'def f(a, a): pass', 'x = 08',
    'print((1, 2)\nprint(3)', 'x = 12abc', 'x = 0x1g', '(1, 2]\ny = 3)', 'f(a\nb)', '{1 2}', '[x for x  y]', 'def f(x) y:\n  pass', 'try 3',
    'def f x:\n pass', 'a, b: int', 'print(f(1)\nx = 2', '1 +\nfoo(]', 'x = 1 if y else\nz = 2)', 'f(b"a"c d)', 'x = (\n 1,\n]',
    'f("a" if b "c")', '3 = x\ny = 5z', 'f(g(1) h(2))', 'print(1 2\n', 'x = [1,\n 2 3]', 'f(a b c)', 'f(x=1 y=2)', 'class A(x) y:\n pass',
    'for i in x y:\n pass', 'while x y:\n pass', '1j2', '1e5x', "x = 'a\ny = 3)", 'f(lambda x 3)', 'y = (1 +\n2) 3', 'f(1, 2', 'f(1 +',
    'if (x:\n    pass', 'd = {"a": [1, 2}', 'a.b c', '(a b', 'x = )', 'for x in (1, 2:\n    print(x)', 'foo(1,, 2)', 'import a b', 'def f(a b): pass',
    'lambda x y: 1', 'x = {1: 2 3: 4}', 'print("a" b "c" % d)', 's.send(b"x" data)', 'recv(1024))', 'while True print(1)', 'except:', 'f(*)', 'f(**)',
    'a = = b', 'x = 5 y = 6', '@\ndef f(): pass', 'with open(x) as: pass', 'raise from x', 'assert', 'global', 'del', 'not', 'f(x for x in y, 1)',
    'print(x if y)', 'async x', 'x is not', 'x[1:2:3:4]', 'x[1 2]', '...x', 'a..b', 'a->b', 'a := 1', 'x = *y', '*x', 'print(*)', 'f(a.b=1)',
    'f(1=2)', 'f(True=1)', 'True = 1', 'x.None = 1', 'def None(): pass', 'class 1: pass', 'def 1(): pass', 'if: pass', 'for x: pass',
    'for in x: pass', 'while: pass', 'return return', '"a" 1', '1 "a"',
    # What only a later Python allows inside an f-string.
    'print(f"{", ".join(names)}")', 'print(f"value {d["key"]} end")', 'x = f"{d[" a"]}" + 1', 'x = f"{a["b"]["c"]:>{w["z"]}}"', 'f"a{f"b"}"',
    'x = (f"one"\n     f"two {d["k"]}")', 'f"{x:{"a"}}"', 'print(f"{foo("bar")}")', "f'{a['x']}'", 'f"{{x}} {d["k"]}"', 'f"""{x["""a"""]}"""',
    'f"{"\\n".join(x)}"', 'print(f"{\'\\n\'.join(x)} y", 5)', 'def f():\n    try:\n        return 1\n    except* ValueError:\n        return 2',
    'for x in y:\n    try: pass\n    except* ValueError: break', 'try: pass\nexcept* ValueError: pass\nexcept TypeError: pass', 'try: pass\nexcept*: pass',
]
for text in texts:
    try:
        compile(text, '<text>', 'exec')
        print(repr(text), 'is fine')
    except SyntaxError as error:
        print(repr(text), type(error).__name__, error.msg, error.lineno, error.offset)
exec('def f(:\n    pass')
