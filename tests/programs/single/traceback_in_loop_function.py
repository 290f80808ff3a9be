# Recursion with a handful of frames.
def countdown(n):
    if n == 0:
        raise RuntimeError("liftoff")
    return countdown(n - 1) + 1


print(countdown(3))
