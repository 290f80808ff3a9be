# First steps: functions, default values, keyword arguments, early return.
def greet(name, greeting="Hello", *, punctuation="!"):
    if not name:
        return None
    return f"{greeting}, {name}{punctuation}"


def area(width, height=None):
    """Area of a rectangle, or of a square."""
    if height is None:
        height = width
    return width * height


def average(*numbers, **options):
    digits = options.get("digits", 2)
    if len(numbers) == 0:
        return 0.0
    return round(sum(numbers) / len(numbers), digits)


print(greet("Ana"))
print(greet("Bo", "Hi"))
print(greet("Cy", greeting="Hey", punctuation="?"))
print(greet(""))
print(area(3), area(3, 4), area(height=5, width=2))
print(average(), average(1, 2, 4), average(1, 2, 4, digits=4))
print(area.__name__, area.__doc__)
values = [3, 5]
settings = {"width": 7}
print(area(*values), area(**settings))


def swap(a, b):
    return b, a


x, y = swap(1, 2)
print(x, y)
first, *rest = [1, 2, 3, 4]
print(first, rest)
*start, last = "abc"
print(start, last)
(a, b), c = (1, 2), 3
print(a, b, c)
