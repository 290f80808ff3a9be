# Bare raise keeps the place of the error.
def risky(value):
    if value > 1:
        raise ValueError(f"too big: {value}")
    return value


def careful(value):
    try:
        return risky(value)
    except ValueError:
        print("logging and passing on")
        raise


print(careful(1))
try:
    careful(2)
except ValueError as error:
    print("top:", error)
try:
    raise
except RuntimeError as error:
    print(error)
try:
    raise "text"
except TypeError as error:
    print(error)
try:
    raise 5
except TypeError as error:
    print(error)
error = ValueError("stored")
try:
    raise error
except ValueError as same:
    print(same is error)
try:
    print(same)
except NameError as gone:
    print(gone)
careful(3)
