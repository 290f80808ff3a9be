# Three exceptions, one in the handler of the other, and an explicit cause.
class AppError(Exception):
    pass


def low():
    return {}["low"]


def middle():
    try:
        low()
    except KeyError as error:
        raise AppError("middle failed") from error


def high():
    try:
        middle()
    except AppError:
        try:
            int("not a number")
        finally:
            print("finally in high")


high()
