try:
    int("a")
except ValueError:
    raise SystemError("hidden cause") from None
