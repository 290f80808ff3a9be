# nonlocal, global, late binding, counters, decorators.
total = 0


def add(amount):
    global total
    total += amount
    return total


def counter(start=0):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


print(add(5), add(7), total)
one, two = counter(), counter(10)
print(one(), one(), two(), one(5), two(by=-3))
late = [lambda: i for i in range(3)]
early = [lambda i=i: i for i in range(3)]
print([f() for f in late], [f() for f in early])


def remember(item, bucket=[]):
    bucket.append(item)
    return bucket


print(remember(1), remember(2), remember(3, []), remember(4))


def shout(function):
    def wrapper(*args, **kwargs):
        result = function(*args, **kwargs)
        return str(result).upper() + "!"

    return wrapper


def times(n):
    def decorator(function):
        def wrapper(*args):
            return [function(*args) for _ in range(n)]
        return wrapper
    return decorator


@shout
def hello(name):
    return f"hello {name}"


@times(2)
@shout
def ping():
    return "ping"


print(hello("ana"), ping(), hello.__name__)


def outer():
    value = "outer"

    def middle():
        def inner():
            return value
        return inner

    value = "changed"
    return middle()()


print(outer())


def broken():
    print(total)
    total = 1


try:
    broken()
except UnboundLocalError as error:
    print(error)


def free():
    def inner():
        return later
    try:
        inner()
    except NameError as error:
        print(error)
    later = 1
    return inner()


print(free())
try:
    undefined_name
except NameError as error:
    print(error)


def deleter():
    x = 1
    del x
    try:
        return x
    except UnboundLocalError as error:
        return str(error)


print(deleter())
x = "global"


class Scope:
    x = "class"
    y = [x for _ in range(1)]

    def method(self):
        return x


print(Scope().method(), Scope.x, Scope.y)
compose = lambda f, g: lambda v: f(g(v))
print(compose(lambda v: v + 1, lambda v: v * 2)(5))
print((lambda: (yield))().__class__.__name__)


def apply(function, *args):
    return function(*args)


print(apply(max, 1, 5, 3), apply(str.upper, "abc"), apply(print, "printed"))
fibonacci_cache = {}


def fibonacci(n):
    if n in fibonacci_cache:
        return fibonacci_cache[n]
    result = n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
    fibonacci_cache[n] = result
    return result


print(fibonacci(80), len(fibonacci_cache))
