import io as _io
from copyreg import _reconstructor, dispatch_table as _dispatch_table

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
format_version = "4.0"


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


PickleError.__module__ = PicklingError.__module__ = UnpicklingError.__module__ = "_pickle"


def _lookup(module, name):
    if module == "builtins":
        return _builtin(name)
    found = __import__(module)
    for part in module.split(".")[1:]:
        found = getattr(found, part)
    for part in name.split("."):
        found = getattr(found, part)
    return found


def _global(obj):
    name = getattr(obj, "__qualname__", None) or obj.__name__
    module = getattr(obj, "__module__", None) or "__main__"
    if "<locals>" in name:
        raise AttributeError(f"Can't pickle local object {name!r}")
    try:
        found = _lookup(module, name)
    except (ImportError, AttributeError):
        raise PicklingError(f"Can't pickle {obj!r}: attribute lookup {name} on {module} failed") from None
    if found is not obj:
        raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module}.{name}")
    return ("global", module, name)


def _own(cls, name):
    for each in cls.__mro__:
        if each is not object and each.__module__ != "builtins" and name in each.__dict__:
            return True
    return False


_SINGLE_TYPES = {type(None): None, type(...): ..., type(NotImplemented): NotImplemented}
_GLOBAL_TYPES = (type, type(_lookup), type(len))
_BOUND = type("".join) if type("".join) is not type(len) else type(_io.StringIO().write)
# Attributes of exceptions that are made from their arguments.
_EXCEPTION_SLOTS = {
    OSError: ("errno", "strerror", "filename"),
    StopIteration: ("value",),
    SystemExit: ("code",),
    (NameError, AttributeError, ImportError): ("name", "obj", "path", "msg"),
    UnicodeError: ("encoding", "object", "start", "end", "reason"),
    SyntaxError: ("msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset"),
}
_ITEM_TYPES = (list, dict, set, frozenset, tuple, str, int, float, bytes, bytearray)


def _reduced(obj, protocol):
    cls = type(obj)
    if cls in _dispatch_table:
        return _unfolded(obj, _dispatch_table[cls](obj), protocol)
    if cls is type and obj in _SINGLE_TYPES:
        return ("object", False, type, (_SINGLE_TYPES[obj],), (), (), ())
    if cls is complex:
        return ("object", False, complex, (obj.real, obj.imag), (), (), ())
    if isinstance(obj, _GLOBAL_TYPES):
        if getattr(obj, "__self__", None) is not None and not isinstance(obj, type) and type(obj.__self__).__name__ != "module":
            return ("object", False, getattr, (obj.__self__, obj.__name__), (), (), ())
        return _global(obj)
    if _own(cls, "__reduce_ex__"):
        return _unfolded(obj, obj.__reduce_ex__(protocol), protocol)
    if _own(cls, "__reduce__"):
        return _unfolded(obj, obj.__reduce__(), protocol)
    refused = _unpicklable(obj)
    if refused is None and hasattr(obj, "_console"):
        refused = "_io.TextIOWrapper"
    if refused is None and isinstance(obj, (_io.TextIOBase, _io.BufferedIOBase)) and not isinstance(obj, (_io.StringIO, _io.BytesIO)):
        refused = "_io." + cls.__name__
    if refused is not None:
        raise TypeError(f"cannot pickle {refused!r} object")
    if isinstance(obj, BaseException):
        slots = [name for kind, names in _EXCEPTION_SLOTS.items() if isinstance(obj, kind) for name in names]
        state = {name: value for name, value in obj.__dict__.items() if name not in slots}
        return ("object", False, cls, obj.args, (state,) if state else (), (), ())
    if cls is range:
        return ("object", False, range, (obj.start, obj.stop, obj.step), (), (), ())
    if cls is slice:
        return ("object", False, slice, (obj.start, obj.stop, obj.step), (), (), ())
    if hasattr(obj, "__func__") and hasattr(obj, "__self__"):
        return ("object", False, getattr, (obj.__self__, obj.__func__.__name__), (), (), ())
    return _default(obj, cls, protocol)


def _default(obj, cls, protocol):
    states = _states(obj, cls)
    if isinstance(obj, (set, frozenset)):
        return ("object", False, cls, (list(obj),), states, (), ())
    is_new = True
    if _own(cls, "__getnewargs_ex__"):
        args, keywords = obj.__getnewargs_ex__()
        if protocol >= 4:
            is_new = keywords or True
    elif _own(cls, "__getnewargs__"):
        args = obj.__getnewargs__()
    else:
        args = ()
        for base in (tuple, str, int, float, bytes):
            if isinstance(obj, base):
                args = (tuple(obj) if base is tuple else base(obj),)
    list_items = tuple(obj) if isinstance(obj, list) else ()
    dict_items = ()
    if isinstance(obj, dict):
        for pair in dict.items(obj):
            dict_items += pair
    if protocol >= 2:
        return ("object", is_new, cls, args, states, list_items, dict_items)
    if not _own(cls, "__getstate__"):
        if getattr(obj, "__slots__", None):
            raise TypeError("a class that defines __slots__ without defining __getstate__ cannot be pickled")
        states = (obj.__dict__,) if getattr(obj, "__dict__", None) else ()
    base = next((each for each in _ITEM_TYPES if isinstance(obj, each)), object)
    plain = None if base is object else base(obj)
    return ("object", False, _reconstructor, (cls, base, plain), states, (), ())


def _states(obj, cls):
    state = obj.__getstate__()
    return () if state is None else (state,)


def _unfolded(obj, reduced, protocol):
    if isinstance(reduced, str):
        return ("global", getattr(obj, "__module__", None) or "__main__", reduced)
    if not isinstance(reduced, tuple):
        raise PicklingError("__reduce__ must return a string or tuple")
    if not 2 <= len(reduced) <= 6:
        raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
    callable_, args, state, list_items, dict_items = (reduced + (None, None, None))[:5]
    if not callable(callable_):
        raise PicklingError("first item of the tuple returned by __reduce__ must be callable")
    if not isinstance(args, tuple):
        raise PicklingError("second item of the tuple returned by __reduce__ must be a tuple")
    flat = ()
    for pair in dict_items or ():
        flat += tuple(pair)
    return ("object", False, callable_, args, () if state is None else (state,), tuple(list_items or ()), flat)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    return _dumped(obj, _protocol(protocol), None)


def _protocol(protocol):
    if protocol is None:
        return DEFAULT_PROTOCOL
    if protocol < 0:
        return HIGHEST_PROTOCOL
    if protocol > HIGHEST_PROTOCOL:
        raise ValueError(f"pickle protocol must be <= {HIGHEST_PROTOCOL}")
    return protocol


def _dumped(obj, protocol, pickler):
    known, asked = [], []
    persistent_id = getattr(pickler, "persistent_id", None)
    override = getattr(pickler, "reducer_override", None)
    table = getattr(pickler, "dispatch_table", None)
    while True:
        written = _dump(obj, protocol, known, persistent_id is not None)
        if isinstance(written, bytes):
            return written
        for unknown in written:
            if persistent_id and not any([unknown is one for one in asked]):
                asked.append(unknown)
                pid = persistent_id(unknown)
                known += [unknown, None if pid is None else ("persistent", pid), pid, None]
                asked.append(pid)
                continue
            reduced = override(unknown) if override and unknown is not _reconstructor else NotImplemented
            if reduced is NotImplemented and table and type(unknown) in table:
                reduced = table[type(unknown)](unknown)
            if unknown is _reconstructor:
                reduced = "global", "copyreg", "_reconstructor"
            elif reduced is NotImplemented:
                reduced = _reduced(unknown, protocol)
            else:
                reduced = _unfolded(unknown, reduced, protocol)
            known += [unknown, reduced]


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    Pickler(file, protocol).dump(obj)


def _find_class(module, name):
    if module == "builtins":
        return _builtin(name)
    found = __import__(module)
    for part in module.split(".")[1:]:
        found = getattr(found, part)
    owner = found
    try:
        for part in name.split("."):
            found = getattr(found, part)
    except AttributeError:
        raise AttributeError(f"Can't get attribute {name!r} on {owner!r}") from None
    return found


def _set_state(obj, state):
    setter = getattr(obj, "__setstate__", None)
    if setter is not None:
        setter(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        if not isinstance(state, dict):
            raise UnpicklingError("state is not a dictionary")
        obj.__dict__.update(state)
    for name in slots or ():
        setattr(obj, name, slots[name])


class _Builder:
    def __init__(self, nodes, unpickler):
        self.nodes = nodes
        self.made = {}
        self.unpickler = unpickler

    def many(self, numbers):
        return [self.build(number) for number in numbers]

    def build(self, number):
        made = self.made
        if number in made:
            return made[number]
        kind, *parts = self.nodes[number]
        if kind == "value":
            made[number] = parts[0]
        elif kind == "list":
            result = made[number] = []
            for part in parts[0]:
                result.append(self.build(part))
        elif kind == "dict":
            result = made[number] = {}
            for at in range(0, len(parts[0]), 2):
                key = self.build(parts[0][at])
                result[key] = self.build(parts[0][at + 1])
        elif kind == "set":
            result = made[number] = set()
            for part in parts[0]:
                result.add(self.build(part))
        elif kind == "tuple" or kind == "frozenset":
            items = self.many(parts[0])
            if number not in made:
                made[number] = tuple(items) if kind == "tuple" else frozenset(items)
        elif kind == "global":
            made[number] = self.unpickler.find_class(self.build(parts[0]), self.build(parts[1]))
        elif kind == "persistent":
            made[number] = self.unpickler.persistent_load(self.build(parts[0]))
        elif kind == "object":
            self.object(number, *parts)
        else:
            raise UnpicklingError("not enough out-of-band buffers")
        return made[number]

    def object(self, number, is_new, callable_, args, kwargs, states, list_items, dict_items, set_items):
        callable_ = self.build(callable_)
        args = self.build(args)
        kwargs = {} if kwargs is None else self.build(kwargs)
        made = callable_.__new__(callable_, *args, **kwargs) if is_new else callable_(*args, **kwargs)
        self.made[number] = made
        for item in self.many(list_items):
            made.append(item)
        for at in range(0, len(dict_items), 2):
            key = self.build(dict_items[at])
            made[key] = self.build(dict_items[at + 1])
        for item in self.many(set_items):
            made.add(item)
        for state in self.many(states):
            _set_state(made, state)


class Unpickler:
    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        if not hasattr(file, "read") or not hasattr(file, "readline"):
            raise TypeError("file must have 'read' and 'readline' attributes")
        self._file = file

    def find_class(self, module, name):
        return _find_class(module, name)

    def persistent_load(self, pid):
        raise UnpicklingError("unsupported persistent id encountered")

    def load(self):
        # Takes no byte more than the pickle has: the next one may come later, or never.
        data = b""
        while True:
            missing = _missing(data)
            more = self._file.read(missing) if missing else b""
            if not more:
                return _loaded(data, self)
            data += more


class _Plain:
    find_class = staticmethod(_find_class)


def _loaded(data, unpickler):
    persistent = getattr(type(unpickler), "persistent_load", None) is not Unpickler.persistent_load
    plain, value = _load(data, persistent and not isinstance(unpickler, _Plain))
    if plain:
        return value
    nodes, root = value
    builder = _Builder(nodes, unpickler)
    if not isinstance(unpickler, _Plain):
        for number, node in enumerate(nodes):
            if node[0] == "global":
                builder.build(number)
    return builder.build(root)


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return _loaded(data, _Plain())


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return Unpickler(file).load()


class Pickler:
    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        if not hasattr(file, "write"):
            raise TypeError("file must have a 'write' attribute")
        self._file = file
        self._protocol = _protocol(protocol)

    def dump(self, obj):
        self._file.write(_dumped(obj, self._protocol, self))

    def clear_memo(self):
        pass
