# Reductions, for `pickle` and `copy`: what `object.__reduce_ex__` and the builtin types' own give, in Python.
dispatch_table = {}
_extension_registry = {}
_inverted_registry = {}
_extension_cache = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    if not callable(object):
        raise TypeError("constructors must be callable")


def pickle_complex(c):
    return complex, (c.real, c.imag)


pickle(complex, pickle_complex, complex)


# Builtin types whose `__init__` fills the object.
_FILLED = (list, dict, set, bytearray)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base in _FILLED:
        base.__init__(made, state)
    return made


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def add_extension(module, name, code):
    code = int(code)
    if not 1 <= code <= 0x7FFFFFFF:
        raise ValueError("code out of range")
    key = module, name
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f"key {key} is already registered with code {_extension_registry[key]}")
    if code in _inverted_registry:
        raise ValueError(f"code {code} is already in use for key {_inverted_registry[code]}")
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    key = module, name
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f"key {key} is not registered with code {code}")
    del _extension_registry[key], _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    _extension_cache.clear()


def _slotnames(cls):
    found = []
    for each in cls.__mro__:
        names = each.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__") and each.__name__.strip("_"):
                name = "_" + each.__name__.lstrip("_") + name
            found.append(name)
    return found


# Attributes of exceptions that are made from their arguments.
_EXCEPTION_SLOTS = {
    OSError: ("errno", "strerror", "filename", "filename2"),
    StopIteration: ("value",),
    SystemExit: ("code",),
    (NameError, AttributeError, ImportError): ("name", "obj", "path", "msg"),
    UnicodeError: ("encoding", "object", "start", "end", "reason"),
    SyntaxError: ("msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset"),
}
_VALUES = (tuple, str, int, float, bytes)
_ITEMS = (list, dict, set, frozenset, bytearray) + _VALUES
_METHOD = type("".join)


class _Any:
    def method(self):
        pass


_PYTHON_METHOD = type(_Any().method)


def _own_dict(obj, slots=()):
    # The machine keeps slots, and what an exception is made of, beside the other attributes.
    state = getattr(obj, "__dict__", None)
    if isinstance(obj, complex):
        slots = (*slots, "real", "imag")
    if state and not slots:
        return state
    return {name: value for name, value in (state or {}).items() if name not in slots} or None


def _object_getstate(obj):
    names = _slotnames(type(obj))
    slots = {name: getattr(obj, name) for name in names if hasattr(obj, name)}
    state = _own_dict(obj, names)
    return (state, slots) if slots else state


def _refused(obj, protocol):
    from pickle import _unpicklable
    name = _unpicklable(obj)
    if name is None and type(obj).__module__ in ("io", "_io"):
        import io
        if isinstance(obj, (io.TextIOBase, io.BufferedIOBase)) and not isinstance(obj, (io.StringIO, io.BytesIO)):
            name = "_io." + type(obj).__name__
    cls = type(obj)
    if name is None and cls.__name__ == "_Stream" and cls.__module__ == "sys":
        # The standard streams.
        name = "_io.TextIOWrapper"
    if name is None and cls.__module__ == "_struct":
        name = "_struct." + cls.__name__
    if name is None and cls.__name__ == "code" and cls.__module__ == "builtins":
        name = "code"
    if name is None:
        return
    if protocol >= 2:
        raise TypeError(f"cannot pickle {name} objects" if name in ("memoryview", "code") else f"cannot pickle {name!r} object")
    if name == "socket":
        raise TypeError("'socket' object cannot be interpreted as an integer")
    if name == "_thread.lock":
        from pickle import PicklingError
        raise PicklingError("Can't pickle <class '_thread.lock'>: attribute lookup lock on _thread failed")
    raise TypeError(f"cannot pickle {name.rpartition('.')[2]!r} object")


def _exception(obj, cls):
    args = obj.args
    slots = [name for kind, names in _EXCEPTION_SLOTS.items() if isinstance(obj, kind) for name in names]
    state = _own_dict(obj, slots)
    if isinstance(obj, ImportError):
        state = {**(state or {}), **{name: getattr(obj, name) for name in ("name", "path") if getattr(obj, name, None) is not None}}
    elif isinstance(obj, OSError) and len(args) == 2 and getattr(obj, "filename", None) is not None:
        args += (obj.filename,)
        if getattr(obj, "filename2", None) is not None:
            args += (None, obj.filename2)
    return (cls, args, state) if state else (cls, args)


def _of_builtin(obj, protocol):
    # What a builtin type's own `__reduce__` gives, or nothing.
    cls = type(obj)
    if isinstance(obj, BaseException):
        return _exception(obj, cls)
    if isinstance(obj, (set, frozenset)):
        return cls, (list(set.__iter__(obj) if isinstance(obj, set) else frozenset.__iter__(obj)),), obj.__getstate__()
    if isinstance(obj, bytearray):
        state = obj.__getstate__()
        if not obj:
            return cls, (), state
        return cls, (obj.decode("latin-1"), "latin-1") if protocol < 3 else (bytes(obj),), state
    if cls is range or cls is slice:
        return cls, (obj.start, obj.stop, obj.step)
    if cls is _METHOD or cls is type(str.join):
        owner = getattr(obj, "__self__", None)
        if owner is None and cls is type(str.join) and getattr(obj, "__objclass__", None) is not None:
            owner = obj.__objclass__
        if owner is None or type(owner).__name__ == "module":
            return obj.__qualname__
        return getattr, (owner, obj.__name__)
    if cls is _PYTHON_METHOD:
        return getattr, (obj.__self__, obj.__func__.__name__)
    return None


def _object_reduce_ex(obj, protocol):
    cls = type(obj)
    if cls.__reduce__ is not object.__reduce__:
        return obj.__reduce__()
    return _object_reduce(obj, protocol)


def _object_reduce(obj, protocol):
    _refused(obj, protocol)
    found = _of_builtin(obj, protocol)
    if found is None:
        found = _new_reduced(obj) if protocol >= 2 else _old_reduced(obj)
    return found


def _wrong(name, what, value):
    return TypeError(f"{what} returned by {name} must be a {'tuple' if 'first' in what else 'dict'}, not '{type(value).__name__}'")


def _new_arguments(obj):
    cls = type(obj)
    if hasattr(cls, "__getnewargs_ex__"):
        both = obj.__getnewargs_ex__()
        if not isinstance(both, tuple):
            raise TypeError(f"__getnewargs_ex__ should return a tuple, not '{type(both).__name__}'")
        if len(both) != 2:
            raise ValueError(f"__getnewargs_ex__ should return a tuple of length 2, not {len(both)}")
        if not isinstance(both[0], tuple):
            raise _wrong("__getnewargs_ex__", "first item of the tuple", both[0])
        if not isinstance(both[1], dict):
            raise _wrong("__getnewargs_ex__", "second item of the tuple", both[1])
        return both
    if hasattr(cls, "__getnewargs__"):
        args = obj.__getnewargs__()
        if not isinstance(args, tuple):
            raise TypeError(f"__getnewargs__ should return a tuple, not '{type(args).__name__}'")
        return args, None
    for base in _VALUES:
        if isinstance(obj, base):
            return (base.__new__(base, tuple.__iter__(obj)) if base is tuple else _plain(base, obj),), None
    return (), None


def _plain(base, obj):
    # The value of a subclass's instance, whatever its methods say.
    if base is str:
        return str.__str__(obj)
    if base is int:
        return int.__add__(obj, 0)
    if base is float:
        return float.__mul__(obj, 1.0)
    if base is bytes:
        return bytes(memoryview(obj))
    if base is dict:
        return dict(dict.items(obj))
    return base(base.__iter__(obj)) if base in (list, tuple, set, frozenset) else base(obj)


def _new_reduced(obj):
    cls = type(obj)
    args, kwargs = _new_arguments(obj)
    state = obj.__getstate__()
    items = iter(obj) if isinstance(obj, list) else None
    pairs = iter(obj.items()) if isinstance(obj, dict) else None
    if kwargs:
        return __newobj_ex__, (cls, args, kwargs), state, items, pairs
    return __newobj__, (cls, *args), state, items, pairs


def _old_reduced(obj):
    cls = obj.__class__
    base = next((each for each in cls.__mro__ if each in _ITEMS), object)
    state = None if base is object else _plain(base, obj)
    if cls.__getstate__ is object.__getstate__ and getattr(obj, "__slots__", None):
        raise TypeError("a class that defines __slots__ without defining __getstate__ cannot be pickled")
    own = obj.__getstate__()
    args = cls, base, state
    return (_reconstructor, args, own) if own else (_reconstructor, args)


def __reduce_ex__(self, proto):
    return _old_reduced(self)
