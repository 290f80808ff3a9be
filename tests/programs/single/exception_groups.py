# Groups of exceptions: making, splitting, `except*`, and what is raised again.
import traceback


def show(name, act):
    try:
        print(name, act())
    except Exception as error:
        print(name, type(error).__name__, error)


tree = ExceptionGroup("a", [ValueError(1), TypeError(2), ExceptionGroup("b", [ValueError(3), OSError(2, "no")])])
print(tree, repr(tree), tree.message, len(tree.exceptions), ExceptionGroup.__mro__)
print(tree.split(ValueError), tree.subgroup((TypeError, OSError)), tree.subgroup(lambda e: not e.args), sep="\n")
print(tree.derive([KeyError("k")]), BaseExceptionGroup("x", [KeyboardInterrupt()]), type(BaseExceptionGroup("x", [ValueError()])))
for args in [(), ("a",), ("a", []), ("a", 5), (1, [ValueError()]), ("a", [1]), ("a", [KeyboardInterrupt()]), ("a", {})]:
    show(args, lambda: ExceptionGroup(*args))
show("split", lambda: tree.split(5))

try:
    raise tree
except* ValueError as part:
    print("values", part.exceptions, part is tree, part.__traceback__ is not None)
except* OSError as part:
    print("system", part.exceptions)
except* TypeError:
    print("types")

for number in range(3):
    try:
        if number:
            raise ValueError(number)
    except* ValueError as part:
        print(type(part), part.exceptions, repr(part.message))
    else:
        print("nothing raised")
    finally:
        print("finally", number)


def returns_afterwards():
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError:
        found = "handled"
    return found


print(returns_afterwards())


class Errors(ExceptionGroup):
    def derive(self, excs):
        return Errors(self.message, excs)


try:
    try:
        raise Errors("mine", [ValueError("v"), KeyError("k")])
    except* ValueError as part:
        print(type(part).__name__, part)
        raise RuntimeError("in a handler")
except ExceptionGroup as left:
    print(repr(left), [type(each).__name__ for each in left.exceptions])
    traceback.print_exc()

try:
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise
    except* TypeError:
        pass
except ExceptionGroup as left:
    print(repr(left))

try:
    try:
        raise ValueError
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)
try:
    try:
        raise ValueError
    except* 5:
        pass
except TypeError as error:
    print(error)


def gather():
    errors = []
    for number in range(2):
        try:
            int("x" * number)
        except ValueError as error:
            error.add_note(f"number {number}")
            errors.append(error)
    raise ExceptionGroup("several failed", errors)


try:
    gather()
except* TypeError:
    pass
