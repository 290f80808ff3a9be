import pickle

print(eval('1+2*3'), eval(b'2**8'), eval(' 5'), eval('x+1', {'x': 4}), eval('a+b', {'a': 1}, {'b': 2}))


def local_names(n):
    k = 3
    print(eval('n*k'), sorted(locals()), sorted(vars()), dir())
    exec('print(n + k); z = 9')
    return [eval('n + i', {'n': n, 'i': i}) for i in range(2)]


print(local_names(2))
exec('def double(x):\n    return x * 2\nfor i in range(2): print(double(i))')
print(double(21), i)
space = {}
exec('class A:\n  v = 1\ny = A.v + 1', space)
print(space['y'], sorted(space), space['A'].__module__)
globals()['made'] = 7
print(made, globals() is locals(), globals()['i'])
code = compile('made * 2', '<calc>', 'eval')
print(eval(code), eval(code, {'made': 'ab'}))
for text in ['1 +', 'x = 1', '(', 'nope', '1/0', '__import__("os").name', '[i*i for i in range(4)]', '"a" + 1', '2 3', 'f(']:
    try:
        print(repr(text), '=', eval(text))
    except Exception as error:
        print(repr(text), type(error).__name__, error)
for text in ['1+1', 'open("x")', 'abs(1)', '().__class__.__name__']:
    try:
        print(eval(text, {'__builtins__': {}}, {}))
    except Exception as error:
        print(type(error).__name__, error)
print(eval('abs(-1)', {'__builtins__': {'abs': abs}}))
for args in [(5,), (None,), ('1', 5), ('1', {}, 5)]:
    for function in eval, exec:
        try:
            function(*args)
        except Exception as error:
            print(type(error).__name__, error)


class Evil:
    def __reduce__(self):
        return eval, ("print('pwned') or 41 + 1",)


print(pickle.loads(pickle.dumps(Evil())))


def answer(question):
    return str(eval(question))


print(answer('sum(range(10))'))
print(answer('1 + + '))
