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


def _reduce_ex(obj, protocol):
    from copyreg import _object_reduce_ex
    return _object_reduce_ex(obj, protocol)


def _reduce(obj):
    from copyreg import _object_reduce
    return _object_reduce(obj, 0)


def _getstate(obj):
    from copyreg import _object_getstate
    return _object_getstate(obj)


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


def _shown_type(kind):
    if kind is ...:
        return "..."
    if isinstance(kind, list):
        return "[" + ", ".join([_shown_type(each) for each in kind]) + "]"
    if kind is None or kind is type(None):
        return "None"
    if isinstance(kind, type):
        return kind.__qualname__ if kind.__module__ == "builtins" else kind.__module__ + "." + kind.__qualname__
    return repr(kind)


class _GenericAlias:
    __module__, __qualname__ = "types", "GenericAlias"

    def __init__(self, origin, args):
        self.__origin__, self.__args__ = origin, args if isinstance(args, tuple) else (args,)

    def __repr__(self):
        return f"{_shown_type(self.__origin__)}[{', '.join([_shown_type(each) for each in self.__args__]) or '()'}]"

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __getattr__(self, name):
        return getattr(self.__origin__, name)

    def __getitem__(self, args):
        return _GenericAlias(self.__origin__, args)

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)


class _UnionType:
    __module__, __qualname__ = "types", "UnionType"

    def __init__(self, args):
        self.__args__ = args

    def __repr__(self):
        return " | ".join([_shown_type(each) for each in self.__args__])

    def __eq__(self, other):
        return set(self.__args__) == set(other.__args__) if isinstance(other, _UnionType) else NotImplemented

    def __hash__(self):
        return hash(frozenset(self.__args__))

    __or__, __ror__ = _GenericAlias.__or__, _GenericAlias.__ror__


_GenericAlias.__name__, _UnionType.__name__ = "GenericAlias", "UnionType"


def _union(*kinds):
    flat = []
    for kind in kinds:
        for each in kind.__args__ if isinstance(kind, _UnionType) else (type(None) if kind is None else kind,):
            if each not in flat:
                flat.append(each)
    return flat[0] if len(flat) == 1 else _UnionType(tuple(flat))


class BaseExceptionGroup(BaseException):
    def __new__(cls, *args):
        if len(args) != 2:
            raise TypeError(f"BaseExceptionGroup.__new__() takes exactly 2 arguments ({len(args)} given)")
        message, exceptions = args
        if not isinstance(message, str):
            raise TypeError(f"BaseExceptionGroup.__new__() argument 1 must be str, not {type(message).__name__}")
        if not hasattr(exceptions, "__getitem__") or isinstance(exceptions, dict):
            raise TypeError("second argument (exceptions) must be a sequence")
        if not exceptions:
            raise ValueError("second argument (exceptions) must be a non-empty sequence")
        plain = True
        for at, each in enumerate(exceptions):
            if not isinstance(each, BaseException):
                raise ValueError(f"Item {at} of second argument (exceptions) is not an exception")
            plain = plain and isinstance(each, Exception)
        if cls is BaseExceptionGroup and plain:
            cls = ExceptionGroup
        if not plain and issubclass(cls, Exception):
            kind = "an ExceptionGroup" if cls is ExceptionGroup else repr(cls.__name__)
            raise TypeError(f"Cannot nest BaseExceptions in {kind}")
        self = BaseException.__new__(cls, *args)
        self.message, self.exceptions = message, tuple(exceptions)
        return self

    def __init__(self, *args):
        BaseException.__init__(self, *args)

    def __str__(self):
        count = len(self.exceptions)
        return f"{self.message} ({count} sub-exception{'s' if count != 1 else ''})"

    def derive(self, excs, /):
        return BaseExceptionGroup(self.message, excs)

    def split(self, condition, /):
        return _split_group(self, _test_of_group(condition))

    def subgroup(self, condition, /):
        return _split_group(self, _test_of_group(condition))[0]

    def __class_getitem__(cls, item):
        return cls


class ExceptionGroup(BaseExceptionGroup, Exception):
    pass


def _is_exception_class(kind):
    return isinstance(kind, type) and issubclass(kind, BaseException)


def _test_of_group(condition):
    if _is_exception_class(condition) or isinstance(condition, tuple) and all(map(_is_exception_class, condition)):
        return lambda each: isinstance(each, condition)
    if type(condition).__name__ != "function":
        raise TypeError("expected a function, exception type or tuple of exception types")
    return condition


def _split_group(whole, test):
    if test(whole):
        return whole, None
    if not isinstance(whole, BaseExceptionGroup):
        return None, whole
    sides = [], []
    for each in whole.exceptions:
        for side, part in zip(sides, _split_group(each, test)):
            if part is not None:
                side.append(part)
    return tuple(_part_of_group(whole, side) for side in sides)


def _part_of_group(whole, parts):
    if not parts:
        return None
    group = whole.derive(parts)
    if not isinstance(group, BaseExceptionGroup):
        raise TypeError("derive must return an instance of BaseExceptionGroup")
    group.__traceback__, group.__context__ = whole.__traceback__, whole.__context__
    group.__cause__ = whole.__cause__
    if hasattr(whole, "__notes__"):
        group.__notes__ = list(whole.__notes__)
    return group


def _match_group(rest, kinds):
    each_kind = kinds if isinstance(kinds, tuple) else (kinds,)
    if not all(map(_is_exception_class, each_kind)):
        raise TypeError("catching classes that do not inherit from BaseException is not allowed")
    if any([issubclass(kind, BaseExceptionGroup) for kind in each_kind]):
        raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
    if rest is None:
        return None, None
    if isinstance(rest, kinds):
        return rest if isinstance(rest, BaseExceptionGroup) else BaseExceptionGroup("", (rest,)), None
    if isinstance(rest, BaseExceptionGroup):
        return rest.split(kinds)
    return None, rest


def _rejoin_group(whole, parts):
    if not isinstance(whole, BaseExceptionGroup):
        return parts[0]
    raised, left = [], []
    for part in parts:
        if part is not None:
            same = isinstance(part, BaseExceptionGroup) and _same_history(part, whole)
            (left if same else raised).append(part)
    if left:
        leaves = [leaf for part in left for leaf in _leaves_of_group(part)]
        raised.append(_split_group(whole, lambda each: any([each is leaf for leaf in leaves]))[0])
    if len(raised) > 1:
        return BaseExceptionGroup("", raised)
    return raised[0] if raised else None


def _leaves_of_group(group):
    if not isinstance(group, BaseExceptionGroup):
        return [group]
    return [leaf for each in group.exceptions for leaf in _leaves_of_group(each)]


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
        if isinstance(real, str) and imag != 0:
            raise TypeError("complex() can't take second arg if first is a string")
        if isinstance(real, str):
            return _complex_of(cls, real.strip().lower().removeprefix("(").removesuffix(")"))
        if hasattr(type(real), "__complex__") and type(real) is not complex:
            real = type(real).__complex__(real)
        if isinstance(imag, str):
            raise TypeError("complex() second arg can't be a string")
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
        return _format_complex(self.real, self.imag, spec)

    def __getnewargs__(self):
        return self.real, self.imag

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
