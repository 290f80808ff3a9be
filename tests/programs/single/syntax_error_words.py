texts = [
    'print "hello"', 'if x: print x', 'x = (1 2)', 'print("a" "b" c)', 'if x = 1:\n    pass', 'while x = y + 1: pass', 'f(a=1, 2)', 'for i in range(3):\nprint(i)',
    'def f():\n    # nothing\nx = 1', 'try:\npass', 'class A:\n\nfoo()', 'while True\n    pass', 'd = {"a": 1 "b": 2}', 'print("a)', 'x = [1, 2', 'foo(1, 2 3, 4)',
    'print(f(x) y)', 'else:\n    pass', 'x = 5 +', 'del f(x)', 'import socket\ns = socket.socket(\nprint(s)', 'try:\n    x = 1\n\nprint(2)', 'class A\n    pass',
    'a = $b', 'x ? y', 'print("x"', "print('it's')", 's.bind("localhost", 5000))', 's.connect(("localhost" 8000))', 'f() = 1', 'None = 1', '1 = x', '"a" = b',
    'def f(x=1, y): pass', 'x++', 'a b', 'import', 'from x import', '(]', 'f(**a, *b)', 'return 5', 'break', 'def f(a, a): pass', 'x = 08',
]
for text in texts:
    try:
        compile(text, '<text>', 'exec')
        print(repr(text), 'is fine')
    except SyntaxError as error:
        print(repr(text), type(error).__name__, error.msg, error.lineno, error.offset)
exec('def f(:\n    pass')
