# Exceptions without text, and one with several lines.
try:
    raise ValueError("first line\nsecond line")
except ValueError as error:
    print(error)


def stop():
    raise StopIteration


class Quiet(Exception):
    pass


try:
    stop()
except StopIteration as error:
    print(repr(error), error.value)
raise Quiet
