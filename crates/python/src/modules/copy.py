class Error(Exception):
    pass


error = Error
_ATOMIC = (int, float, bool, str, bytes, type, range, type(None), type(...), type(NotImplemented), type(len), type(lambda: 0))


def copy(x):
    cls = type(x)
    if isinstance(x, _ATOMIC) or cls in (tuple, frozenset):
        return x
    if cls in (list, dict, set):
        return x.copy()
    if cls is bytearray:
        return bytearray(x)
    if hasattr(cls, "__copy__"):
        return x.__copy__()
    return _rebuilt(x, lambda value: value)


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    if id(x) in memo:
        return memo[id(x)]
    cls = type(x)
    if isinstance(x, _ATOMIC):
        return x
    if cls is list:
        y = memo[id(x)] = []
        for item in x:
            y.append(deepcopy(item, memo))
        return y
    if cls is dict:
        y = memo[id(x)] = {}
        for key, value in x.items():
            y[deepcopy(key, memo)] = deepcopy(value, memo)
        return y
    if cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        if id(x) in memo:
            return memo[id(x)]
        y = x if all(a is b for a, b in zip(items, x)) else tuple(items)
        memo[id(x)] = y
        return y
    if cls in (set, frozenset):
        return cls(deepcopy(item, memo) for item in x)
    if cls is bytearray:
        return bytearray(x)
    if hasattr(cls, "__deepcopy__"):
        y = memo[id(x)] = x.__deepcopy__(memo)
        return y
    return _rebuilt(x, lambda value: deepcopy(value, memo), memo)


def _rebuilt(x, each, memo=None):
    cls = type(x)
    if not hasattr(x, "__dict__"):
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    if isinstance(x, list):
        y = cls.__new__(cls)
        list.extend(y, [each(item) for item in x])
    elif isinstance(x, dict):
        y = cls.__new__(cls)
        for key, value in x.items():
            dict.update(y, {each(key): each(value)})
    elif isinstance(x, tuple):
        y = tuple.__new__(cls, [each(item) for item in x])
    elif isinstance(x, (set, frozenset)):
        y = cls([each(item) for item in x])
    elif isinstance(x, BaseException):
        y = cls(*x.args)
    else:
        y = object.__new__(cls)
    if memo is not None:
        memo[id(x)] = y
    for name, value in x.__dict__.items():
        y.__dict__[name] = each(value)
    return y
