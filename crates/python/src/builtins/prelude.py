def _collect(iterable):
    items = []
    for item in iterable:
        items.append(item)
    return items


def _any(iterable):
    for item in iterable:
        if item:
            return True
    return False


def _all(iterable):
    for item in iterable:
        if not item:
            return False
    return True


def _print(values, separator, end, file, flush):
    between = False
    for value in values:
        if between:
            file.write(separator)
        between = True
        file.write(str(value))
    file.write(end)
    if flush:
        file.flush()


def _next_match(function, iterator):
    for item in iterator:
        if function(item):
            return [item]
    return []


def _contains(iterable, wanted):
    for item in iterable:
        if item is wanted or item == wanted:
            return True
    return False


def _keys(key, items):
    return [key(item) for item in items]


def _least(items):
    found = items[0]
    for item in items:
        if item < found:
            found = item
    return [item is found for item in items].index(True)


def _greatest(items):
    found = items[0]
    for item in items:
        if item > found:
            found = item
    return [item is found for item in items].index(True)


def _order(keys, start, end):
    if end - start < 2:
        return list(range(start, end))
    middle = (start + end) // 2
    left = _order(keys, start, middle)
    right = _order(keys, middle, end)
    merged = []
    at = 0
    for place in right:
        while at < len(left) and not keys[place] < keys[left[at]]:
            merged.append(left[at])
            at += 1
        merged.append(place)
    return merged + left[at:]


def __rest_of_mapping__(mapping, keys):
    rest = dict(mapping)
    for key in keys:
        del rest[key]
    return rest


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    return _import(name, tuple(fromlist) if fromlist else None, level)


class PendingDeprecationWarning(Warning):
    pass


class EncodingWarning(Warning):
    pass


class Quitter:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "Use " + self.name + "() or Ctrl-D (i.e. EOF) to exit"

    def __call__(self, code=None):
        raise SystemExit(code)


exit = Quitter("exit")
quit = Quitter("quit")


class complex:
    __slots__ = "real", "imag"

    def __new__(cls, real=0, imag=0):
        if isinstance(real, str):
            return _complex_of(cls, real.strip().lower().removeprefix("(").removesuffix(")"))
        for part, which in (real, "first"), (imag, "second"):
            if not isinstance(part, (int, float, complex)) and not hasattr(part, "__float__"):
                kind = type(part).__name__
                if which == "first":
                    raise TypeError(f"complex() first argument must be a string or a number, not '{kind}'")
                raise TypeError(f"complex() second argument must be a number, not '{kind}'")
        if isinstance(real, complex) or isinstance(imag, complex):
            a, b = complex._of(real), complex._of(imag)
            real, imag = a.real - b.imag, a.imag + b.real
        self = object.__new__(cls)
        self.real, self.imag = float(real), float(imag)
        return self

    def _of(value):
        if isinstance(value, (int, float)):
            return complex(value)
        return value if isinstance(value, complex) else None

    def __repr__(self):
        real, imag = (repr(part).removesuffix(".0") for part in (self.real, self.imag))
        if real == "0":
            return imag + "j"
        return f"({real}{'' if imag[0] == '-' else '+'}{imag}j)"

    def __add__(self, other):
        other = complex._of(other)
        return NotImplemented if other is None else complex(self.real + other.real, self.imag + other.imag)

    def __mul__(self, other):
        other = complex._of(other)
        if other is None:
            return NotImplemented
        a, b, c, d = self.real, self.imag, other.real, other.imag
        return complex(a * c - b * d, a * d + b * c)

    __radd__, __rmul__ = __add__, __mul__

    def __sub__(self, other):
        other = complex._of(other)
        return NotImplemented if other is None else complex(self.real - other.real, self.imag - other.imag)

    def __rsub__(self, other):
        other = complex._of(other)
        return NotImplemented if other is None else other - self

    def __truediv__(self, other):
        other = complex._of(other)
        if other is None:
            return NotImplemented
        c, d = other.real, other.imag
        if not other:
            raise ZeroDivisionError("complex division by zero")
        if abs(c) >= abs(d):
            ratio = d / c
            size = c + d * ratio
            return complex((self.real + self.imag * ratio) / size, (self.imag - self.real * ratio) / size)
        ratio = c / d
        size = c * ratio + d
        return complex((self.real * ratio + self.imag) / size, (self.imag * ratio - self.real) / size)

    def __rtruediv__(self, other):
        other = complex._of(other)
        return NotImplemented if other is None else other / self

    def __pow__(self, other):
        if isinstance(other, int) and abs(other) <= 100:
            result = complex(1)
            for _ in range(abs(other)):
                result *= self
            return result if other >= 0 else 1 / result
        other = complex._of(other)
        if other is None:
            return NotImplemented
        if not self:
            return complex(not other)
        import math
        angle, size = math.atan2(self.imag, self.real), abs(self)
        length = size ** other.real * math.exp(-other.imag * angle)
        turn = other.imag * math.log(size) + other.real * angle
        return complex(length * math.cos(turn), length * math.sin(turn))

    def __rpow__(self, other):
        other = complex._of(other)
        return NotImplemented if other is None else other ** self

    def __neg__(self):
        return complex(-self.real, -self.imag)

    def __pos__(self):
        return self

    def __abs__(self):
        import math
        return math.hypot(self.real, self.imag)

    def __bool__(self):
        return self.real != 0 or self.imag != 0

    def __eq__(self, other):
        other = complex._of(other)
        return NotImplemented if other is None else self.real == other.real and self.imag == other.imag

    def __hash__(self):
        return hash(self.real) if not self.imag else hash((self.real, self.imag))

    def __format__(self, spec):
        if not spec:
            return str(self)
        return f"{self.real:{spec}}{self.imag:+{spec}}j"

    def __reduce_ex__(self, protocol):
        return complex, (self.real, self.imag)

    def __complex__(self):
        return self

    def conjugate(self):
        return complex(self.real, -self.imag)


def _complex_power(a, b):
    return complex(a) ** b


def _complex_of(cls, text):
    try:
        if not text.endswith("j"):
            return complex.__new__(cls, float(text))
        text = text[:-1]
        at = max([place for place in range(1, len(text)) if text[place] in "+-" and text[place - 1] != "e"], default=0)
        imag = text[at:]
        if imag in ("", "+", "-"):
            imag += "1"
        return complex.__new__(cls, float(text[:at] or 0), float(imag))
    except ValueError:
        raise ValueError("complex() arg is a malformed string") from None
