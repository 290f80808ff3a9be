# Two things done in one go, of which the second fails, at its own place; and what a class without methods of its own makes.
import traceback


class Refused(Exception):
    pass


class Coded(Refused):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


class Open:
    pass


def second_is_unbound(first):
    return first + second
    second = 1


def first_is_unbound():
    return (third
            + 1)
    third = 1


def attribute_is_missing(thing):
    return thing.missing


def method_is_missing(thing):
    return thing.missing(1)


def global_is_missing(thing):
    return nowhere(thing)


def constant_does_not_fit(thing):
    return thing + 1


def in_place(thing):
    thing *= "x"


def loop_variable_over(items):
    for items in items:
        pass
    return items


def generator(count):
    for item in range(count):
        yield item
    raise Refused("empty", count)


def over_generator():
    for item in generator(2):
        print("item", item)


for function, argument in [
    (second_is_unbound, 1),
    (attribute_is_missing, 2),
    (attribute_is_missing, Open()),
    (method_is_missing, "text"),
    (global_is_missing, 3),
    (constant_does_not_fit, "text"),
    (in_place, 1.5),
]:
    try:
        print(function(argument))
    except Exception:
        traceback.print_exc()

print(loop_variable_over([1, 2, 3]), loop_variable_over("abc"), constant_does_not_fit(1 << 62), constant_does_not_fit(0.5))
for failing in [over_generator, first_is_unbound]:
    try:
        failing()
    except Exception as error:
        traceback.print_exc()
        print(type(error).__name__, error.args)

errors = [Refused(), Refused("a"), Refused(1, [2]), Coded(5), ValueError("v"), KeyError("k"), StopIteration(3), Refused(Refused("in"))]
for error in errors:
    print(repr(error), str(error), error.args)
try:
    Refused(key=1)
except TypeError as error:
    print(error)
try:
    raise Refused("header") from KeyError("why")
except Refused as error:
    print(error, repr(error.__cause__), error.__context__)
thing = Open()
thing.missing = len
print(attribute_is_missing(thing)("four"), method_is_missing.__name__, int("12"), int(b" 7 "), int(), int(2.9), str(), bytes(2), list("ab"))
for text in ["", "x1", 5]:
    try:
        print(int(text, 10))
    except (TypeError, ValueError) as error:
        print(error)
print("abcdef"[1:4], b"abcdef"[:-2], [1, 2, 3][True:], (1, 2, 3)[-1:], "abc"[5:2], "abcdef"[::2])
try:
    "abc"["a":]
except TypeError as error:
    print(error)
print(second_is_unbound(2))
