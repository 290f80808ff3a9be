# functools and itertools, the popular parts.
from functools import lru_cache, partial, reduce, wraps
from itertools import chain, combinations, count, cycle, islice, permutations, product, repeat, takewhile, zip_longest, accumulate, groupby

print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [[1], [2]], []))
power = partial(pow, 2)
print(power(5), partial(int, base=2)("101"), partial(print, "partial", end="!\n")())
calls = []


@lru_cache(maxsize=None)
def fib(n):
    calls.append(n)
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(20), len(calls), fib(20), len(calls))


def logged(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        print("calling", function.__name__, args, kwargs)
        return function(*args, **kwargs)

    return wrapper


@logged
def add(a, b=2):
    """Adds."""
    return a + b


print(add(1), add(1, b=5), add.__name__, add.__doc__)
print(list(chain([1], "ab", (2,))), list(islice(count(5, 2), 3)), list(islice(cycle("ab"), 5)), list(repeat("x", 2)))
print(list(combinations("abc", 2)), list(permutations([1, 2, 3], 2)), list(product("ab", [0, 1])), list(zip_longest("abc", [1], fillvalue="-")))
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(accumulate([1, 2, 3])), [(k, list(g)) for k, g in groupby("aabbbc")])
