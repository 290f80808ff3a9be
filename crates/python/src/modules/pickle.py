import codecs as _codecs
import copyreg as _copyreg
from sys import intern as _intern

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
format_version = "4.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]
TRUE, FALSE = b"I01\n", b"I00\n"
PROTO, FRAME = b"\x80", b"\x95"

_BATCH = 1000
_DEPTH = 999
_FAST_NESTING = 50
_function = type(lambda: 0)
_builtin_function = type(len)
_method_descriptor = type(str.join)
_SINGLES = {type(None): None, type(...): ..., type(NotImplemented): NotImplemented}
# The functions of a module that is written in C share a name of the module that is not the interned one.
_names_in_c = {}


def _protocol(protocol):
    if protocol is None:
        return DEFAULT_PROTOCOL
    if not isinstance(protocol, int):
        if not hasattr(protocol, "__index__"):
            raise TypeError(f"'{type(protocol).__name__}' object cannot be interpreted as an integer")
        protocol = protocol.__index__()
    if protocol < 0:
        return HIGHEST_PROTOCOL
    if protocol > HIGHEST_PROTOCOL:
        raise ValueError(f"pickle protocol must be <= {HIGHEST_PROTOCOL}")
    return int(protocol)


def _checked_callback(buffer_callback, protocol):
    if buffer_callback is not None and protocol < 5:
        raise ValueError("buffer_callback needs protocol >= 5")
    return buffer_callback


def _module(name):
    found = __import__(name)
    for part in name.split(".")[1:]:
        found = getattr(found, part)
    return found


def _deep(found, name):
    # The attribute of a dotted name, and whose it is.
    parent = found
    for part in name.split("."):
        if part == "<locals>":
            raise AttributeError(f"Can't pickle local attribute {name!r} on {parent!r}")
        parent, found = found, getattr(found, part)
    return found, parent


def whichmodule(obj, name):
    module = getattr(obj, "__module__", None)
    if module is not None:
        return module
    import sys
    for module, loaded in list(sys.modules.items()):
        if module in ("__main__", "__mp_main__") or loaded is None:
            continue
        try:
            if _deep(loaded, name)[0] is obj:
                return module
        except AttributeError:
            pass
    return "__main__"


class _Save:
    # One pickler's state. Objects that hold others are generators of what they hold; `run` keeps them on a stack of its own.

    def __init__(self, protocol, fix_imports, callback):
        self.protocol, self.callback = protocol, callback
        self.fix = bool(fix_imports)
        self.state = _saver(protocol)
        self.kept = []
        self.fast = False
        self.nested = []
        self.persistent = self.override = None
        self.table = _copyreg.dispatch_table
        self.unasked = False

    def clear(self):
        _forget(self.state)
        self.kept = []

    def dump(self, obj):
        _boundary(self.state, self.fast)
        self.nested = []
        self.run(obj)
        _write(self.state, b".")
        return _finish(self.state)

    def run(self, obj):
        state, kept, persistent = self.state, self.kept, self.persistent
        walks, weights = [], []
        depth = 0
        ask = persistent is not None
        while True:
            walk, weight = None, 1
            if ask:
                pid = persistent(obj)
                if pid is not None:
                    walk = self.persist(pid)
            if walk is None and not _simple(state, kept, obj):
                kind = type(obj)
                if (kind is dict or kind is list) and obj:
                    weight = 2
                if depth + weight > _DEPTH:
                    raise RecursionError("maximum recursion depth exceeded while pickling an object")
                walk = self.walk(obj, kind)
            if walk is not None:
                walks.append(walk)
                weights.append(weight)
                depth += weight
            while walks:
                for obj in walks[-1]:
                    break
                else:
                    walks.pop()
                    depth -= weights.pop()
                    continue
                break
            else:
                return
            ask = persistent is not None and not self.unasked
            self.unasked = False

    def put(self, obj):
        _put(self.state, self.kept, obj)

    def persist(self, pid):
        if self.protocol:
            self.unasked = True
            yield pid
            _write(self.state, b"Q")
        else:
            text = str(pid)
            if not text.isascii():
                raise PicklingError("persistent IDs in protocol 0 must be ASCII strings")
            _write(self.state, b"P" + text.encode() + b"\n")

    def walk(self, obj, kind):
        if kind is dict:
            return self.guarded(obj, self.dict(obj))
        if kind is list:
            return self.guarded(obj, self.list(obj))
        if kind is tuple:
            return self.tuple(obj)
        if kind is set:
            return self.set(obj) if self.protocol >= 4 else self.reduced((set, (list(obj),)), obj)
        if kind is frozenset:
            return self.guarded(obj, self.frozenset(obj) if self.protocol >= 4 else self.reduced((frozenset, (list(obj),)), obj))
        if kind is bytes:
            return self.reduced((_codecs.encode, (obj.decode("latin1"), "latin1")) if obj else (bytes, ()), obj)
        if kind is bytearray:
            return self.reduced((bytearray, (bytes(obj),) if obj else ()), obj)
        if kind is PickleBuffer:
            return self.buffer(obj)
        return self.object(obj, kind)

    def guarded(self, obj, walk):
        if not self.fast:
            return walk
        return self.fast_guarded(obj, walk)

    def fast_guarded(self, obj, walk):
        nested = self.nested
        if len(nested) >= _FAST_NESTING and any(each is obj for each in nested):
            raise ValueError(f"fast mode: can't pickle cyclic objects including object type {type(obj).__name__} at {hex(id(obj))}")
        nested.append(obj)
        yield from walk
        nested.pop()

    def list(self, obj):
        state = self.state
        _write(state, b"]" if self.protocol else b"(l")
        self.put(obj)
        if not self.protocol or len(obj) == 1:
            for item in obj:
                yield item
                _write(state, b"a")
            return
        at = 0
        while at < len(obj):
            _write(state, b"(")
            yield from self.items(obj, at, min(at + _BATCH, len(obj)))
            at += _BATCH
            _write(state, b"e")

    def items(self, items, at, end):
        # Those that hold no others need not come back to `run`, unless each is asked for a persistent id.
        state, kept, asking = self.state, self.kept, self.persistent is not None
        while at < end:
            if not asking:
                at = _simple_run(state, kept, items, at, end)
            if at < end:
                yield items[at]
                at += 1

    def dict(self, obj):
        state = self.state
        _write(state, b"}" if self.protocol else b"(d")
        self.put(obj)
        if not self.protocol or len(obj) == 1:
            for key, value in obj.items():
                yield key
                yield value
                _write(state, b"s")
            return
        items, at = _flat(obj), 0
        # After a full batch there is always another, be it empty.
        while items:
            end = min(at + 2 * _BATCH, len(items))
            _write(state, b"(")
            yield from self.items(items, at, end)
            _write(state, b"u")
            if end - at < 2 * _BATCH:
                return
            at = end

    def set(self, obj):
        state = self.state
        _write(state, b"\x8f")
        self.put(obj)
        items, at = list(obj), 0
        while items:
            end = min(at + _BATCH, len(items))
            _write(state, b"(")
            yield from self.items(items, at, end)
            _write(state, b"\x90")
            if end - at < _BATCH:
                return
            at = end

    def frozenset(self, obj):
        _write(self.state, b"(")
        items = list(obj)
        yield from self.items(items, 0, len(items))
        if not _get(self.state, obj, b"1"):
            _write(self.state, b"\x91")
            self.put(obj)

    def tuple(self, obj):
        state, size = self.state, len(obj)
        if not size:
            _write(state, b")" if self.protocol else b"(t")
            return
        short = size <= 3 and self.protocol >= 2
        if not short:
            _write(state, b"(")
        yield from self.items(obj, 0, size)
        # A tuple that holds itself was memoised on the way: drop what was built here.
        drop = b"0" * size if short else b"1" if self.protocol else b"0" * (size + 1)
        if not _get(state, obj, drop):
            _write(state, (b"\x85", b"\x86", b"\x87")[size - 1] if short else b"t")
            self.put(obj)

    def buffer(self, obj):
        if self.protocol < 5:
            raise PicklingError("PickleBuffer can only pickled with protocol >= 5")
        view = obj.raw()
        if self.callback is None or self.callback(obj):
            _payload(self.state, view, not view.readonly)
            self.put(obj)
        else:
            _write(self.state, b"\x97\x98" if view.readonly else b"\x97")
        return iter(())

    def object(self, obj, kind):
        if self.override is not None:
            reduced = self.override(obj)
            if reduced is not NotImplemented:
                return self.reduced(reduced, obj)
        if kind is type:
            return self.type(obj)
        if kind is _function:
            return self.named(obj, None)
        try:
            reduce = self.table[kind]
        except KeyError:
            pass
        else:
            return self.reduced(reduce(obj), obj)
        if issubclass(kind, type):
            return self.named(obj, None)
        if obj is ... or obj is NotImplemented:
            return self.named(obj, "Ellipsis" if obj is ... else "NotImplemented")
        return self.reduced(obj.__reduce_ex__(self.protocol), obj)

    def type(self, obj):
        for kind, single in _SINGLES.items():
            if obj is kind:
                return self.reduced((type, (single,)), obj)
        return self.named(obj, None)

    def named(self, obj, name):
        # A class or function, by its name.
        if name is None:
            name = getattr(obj, "__qualname__", None)
            if name is None:
                name = obj.__name__
        if "<locals>" in name.split("."):
            raise AttributeError(f"Can't pickle local object {name!r}")
        module = whichmodule(obj, name)
        try:
            loaded = None if module == "builtins" else _module(module)
        except ImportError:
            raise PicklingError(f"Can't pickle {obj!r}: import of module {module!r} failed") from None
        try:
            found, parent = (_builtin(name), None) if loaded is None else _deep(loaded, name)
        except AttributeError:
            raise PicklingError(f"Can't pickle {obj!r}: attribute lookup {name} on {module} failed") from None
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module}.{name}")
        state = self.state
        if self.protocol >= 2:
            code = _copyreg._extension_registry.get((module, name))
            if code is not None:
                size = 1 if code < 256 else 2 if code < 65536 else 4
                _write(state, {1: b"\x82", 2: b"\x83", 4: b"\x84"}[size] + code.to_bytes(size, "little"))
                return iter(())
        if self.protocol >= 4:
            return self.stack_global(obj, module, name)
        if parent is not loaded:
            return self.dotted(obj, parent, name.rpartition(".")[2])
        _global(state, module, name, self.fix)
        self.put(obj)
        return iter(())

    def stack_global(self, obj, module, name):
        if type(obj) is _builtin_function:
            module = _names_in_c.setdefault(module, str(module.encode(), "ascii"))
        yield module
        # So is the name of a class that is written in C.
        yield str(name.encode(), "ascii") if module == "datetime" else name
        _write(self.state, b"\x93")
        self.put(obj)

    def dotted(self, obj, parent, name):
        yield from self.reduced((getattr, (parent, name)), None)
        self.put(obj)

    def reduced(self, reduced, obj):
        if isinstance(reduced, str):
            return self.named(obj, reduced)
        if not isinstance(reduced, tuple):
            raise PicklingError("__reduce__ must return a string or tuple")
        if not 2 <= len(reduced) <= 6:
            raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
        function, args, state, items, pairs, setter = (reduced + (None, None, None, None))[:6]
        which = "item of the tuple returned by __reduce__ must be"
        if not callable(function):
            raise PicklingError(f"first {which} callable")
        if not isinstance(args, tuple):
            raise PicklingError(f"second {which} a tuple")
        for order, iterator in ("fourth", items), ("fifth", pairs):
            if iterator is not None and not hasattr(type(iterator), "__next__"):
                order = "fourth element" if iterator is items else "fifth element"
                raise PicklingError(f"{order} of the tuple returned by __reduce__ must be an iterator, not {type(iterator).__name__}")
        if setter is not None and not callable(setter):
            raise PicklingError(f"sixth element of the tuple returned by __reduce__ must be a function, not {type(setter).__name__}")
        return self.made(obj, self.making(obj, function, args), state, items, pairs, setter)

    def making(self, obj, function, args):
        name = getattr(function, "__name__", None) if self.protocol >= 2 else None
        if name == "__newobj_ex__":
            return self.newobj_ex(args)
        if name == "__newobj__":
            return self.newobj(obj, args)
        return self.calling(function, args)

    def calling(self, function, args):
        yield function
        yield args
        _write(self.state, b"R")

    def newobj(self, obj, args):
        if not args:
            raise PicklingError("__newobj__ arglist is empty")
        cls = args[0]
        if not isinstance(cls, type):
            raise PicklingError("args[0] from __newobj__ args is not a type")
        if obj is not None and obj.__class__ is not cls:
            raise PicklingError("args[0] from __newobj__ args has the wrong class")
        yield cls
        yield args[1:]
        _write(self.state, b"\x81")

    def newobj_ex(self, given):
        if len(given) != 3:
            raise PicklingError(f"length of the NEWOBJ_EX argument tuple must be exactly 3, not {len(given)}")
        cls, args, kwargs = given
        for which, value, kind, name in ("first", cls, type, "class"), ("second", args, tuple, "tuple"), ("third", kwargs, dict, "dict"):
            if not isinstance(value, kind):
                raise PicklingError(f"{which} item from NEWOBJ_EX argument tuple must be a {name}, not {type(value).__name__}")
        if self.protocol >= 4:
            yield cls
            yield args
            yield kwargs
            _write(self.state, b"\x92")
        else:
            from functools import partial
            yield from self.calling(partial(cls.__new__, cls, *args, **kwargs), ())

    def made(self, obj, making, state, items, pairs, setter):
        out = self.state
        yield from making
        if obj is not None:
            # An object that is memoised already has built itself on the way.
            if _get(out, obj, b"0"):
                pass
            else:
                self.put(obj)
        if items is not None:
            yield from self.batches(items, b"a", b"e")
        if pairs is not None:
            yield from self.pair_batches(pairs)
        if state is None:
            return
        if setter is None:
            yield state
            _write(out, b"b")
        else:
            yield setter
            yield obj
            yield state
            _write(out, b"\x86R0")

    def batches(self, items, single, several):
        out = self.state
        if not self.protocol:
            for item in items:
                yield item
                _write(out, single)
            return
        while True:
            batch = []
            for item in items:
                batch.append(item)
                if len(batch) == _BATCH:
                    break
            if len(batch) > 1:
                _write(out, b"(")
            for item in batch:
                yield item
            if batch:
                _write(out, several if len(batch) > 1 else single)
            if len(batch) < _BATCH:
                return

    def pair_batches(self, pairs):
        out = self.state
        while True:
            batch = []
            for pair in pairs:
                if not isinstance(pair, tuple) or len(pair) != 2:
                    raise TypeError("dict items iterator must return 2-tuples")
                batch.append(pair)
                if len(batch) == (_BATCH if self.protocol else 1):
                    break
            if len(batch) > 1:
                _write(out, b"(")
            for key, value in batch:
                yield key
                yield value
            if batch:
                _write(out, b"u" if len(batch) > 1 else b"s")
            if len(batch) < (_BATCH if self.protocol else 1):
                return


class Pickler:
    dispatch_table = _copyreg.dispatch_table
    _save = None

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        protocol = _protocol(protocol)
        if not hasattr(file, "write"):
            raise TypeError("file must have a 'write' attribute")
        self._file = file
        self._save = _Save(protocol, fix_imports, _checked_callback(buffer_callback, protocol))
        self.bin = int(protocol > 0)
        self.fast = 0

    def dump(self, obj, /):
        save = self._save
        if save is None:
            raise PicklingError(f"Pickler.__init__() was not called by {type(self).__name__}.__init__()")
        save.persistent = getattr(self, "persistent_id", None)
        save.override = getattr(self, "reducer_override", None)
        save.table = self.dispatch_table
        save.fast = bool(self.fast)
        _put_into(self._file, *save.dump(obj))

    def clear_memo(self):
        self._save.clear()

    @property
    def memo(self):
        return _Memo(self._save)

    @memo.setter
    def memo(self, memo):
        raise NotImplementedError("setting the memo of a Pickler is Python, but Sockscope does not run it yet")


class _Memo:
    def __init__(self, save):
        self._save = save

    def clear(self):
        self._save.clear()

    def copy(self):
        return {id(obj): (index, obj) for index, obj in enumerate(self._save.kept)}


def _put_into(file, data, cuts):
    write = file.write
    start = 0
    for cut in cuts:
        write(data[start:cut])
        start = cut
    if start < len(data):
        write(data[start:])


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    protocol = _protocol(protocol)
    if not hasattr(file, "write"):
        raise TypeError("file must have a 'write' attribute")
    data, cuts = _dumped(obj, protocol, fix_imports, _checked_callback(buffer_callback, protocol))
    _put_into(file, data, cuts)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    protocol = _protocol(protocol)
    return _dumped(obj, protocol, fix_imports, _checked_callback(buffer_callback, protocol))[0]


def _dumped(obj, protocol, fix_imports, callback):
    if fix_imports or protocol > 2:
        plain = _dump(obj, protocol)
        if plain is not None:
            return plain
    return _Save(protocol, fix_imports, callback).dump(obj)


class _Load:
    # Runs the steps of one pickle on real objects. That they fit together has been checked; see `_operations`.

    def __init__(self, unpickler, memo, fix_imports, encoding, errors, buffers):
        self.unpickler, self.memo, self.fix = unpickler, memo, fix_imports
        self.encoding, self.errors = encoding, errors
        self.buffers = None if buffers is None else iter(buffers)
        self.protocol = 0
        self.stack, self.marks = [], []

    def run(self, steps):
        for step, argument in steps:
            if step == "push":
                self.stack += argument[0]
                self.memo.update(argument[1])
            elif step == "stop":
                return self.stack.pop()
            elif step == "put":
                self.memo[argument] = self.stack[-1]
            elif step == "get":
                self.stack.append(self.memo[argument])
            else:
                getattr(self, step)(argument)

    def items(self):
        items, self.stack = self.stack, self.marks.pop()
        return items

    def fault(self, exception):
        raise exception

    def proto(self, number):
        self.protocol = number

    def mark(self, _):
        self.marks.append(self.stack)
        self.stack = []

    def pop(self, _):
        self.stack.pop()

    def pop_mark(self, _):
        self.items()

    def dup(self, _):
        self.stack.append(self.stack[-1])

    def string(self, data):
        # With the encoding that is the default they have been decoded already.
        raw = isinstance(data, bytes) and self.encoding != "bytes"
        self.stack.append(data.decode(self.encoding, self.errors) if raw else data)

    def bytearray(self, data):
        self.stack.append(bytearray(data))

    def empty_list(self, _):
        self.stack.append([])

    def empty_dict(self, _):
        self.stack.append({})

    def empty_set(self, _):
        self.stack.append(set())

    def last(self, count):
        self.stack[-count:] = [tuple(self.stack[-count:])]

    def tuple(self, _):
        items = self.items()
        self.stack.append(tuple(items))

    def list(self, _):
        items = self.items()
        self.stack.append(items)

    def dict(self, _):
        items = self.items()
        made = {}
        for at in range(0, len(items), 2):
            made[items[at]] = items[at + 1]
        self.stack.append(made)

    def frozenset(self, _):
        items = self.items()
        self.stack.append(frozenset(items))

    def append(self, _):
        item = self.stack.pop()
        self.extend([item])

    def appends(self, _):
        items = self.items()
        if items:
            self.extend(items)

    def extend(self, items):
        target = self.stack[-1]
        if type(target) is list:
            target.extend(items)
            return
        if hasattr(target, "extend"):
            target.extend(items)
            return
        append = target.append
        for item in items:
            append(item)

    def setitem(self, _):
        value = self.stack.pop()
        key = self.stack.pop()
        self.stack[-1][key] = value

    def setitems(self, _):
        items = self.items()
        target = self.stack[-1]
        if type(target) is dict:
            target.update(zip(items[::2], items[1::2]))
            return
        for at in range(0, len(items), 2):
            target[items[at]] = items[at + 1]

    def additems(self, _):
        items = self.items()
        target = self.stack[-1]
        if type(target) is set:
            target.update(items)
        elif items:
            add = target.add
            for item in items:
                add(item)

    def find(self, module, name):
        if isinstance(self.unpickler, Unpickler):
            self.unpickler._load = self
            return self.unpickler.find_class(module, name)
        return self.find_class(module, name)

    def find_class(self, module, name):
        if self.protocol < 3 and self.fix:
            module, name = _modern(module, name)
        owner = _module(module)
        try:
            if module == "builtins" and "." not in name:
                return _builtin(name)
            return _deep(owner, name)[0] if self.protocol >= 4 else getattr(owner, name)
        except AttributeError:
            if name != "<locals>":
                raise AttributeError(f"Can't get attribute {name!r} on {owner!r}") from None
            raise

    def stack_global(self, _):
        name = self.stack.pop()
        module = self.stack.pop()
        if not isinstance(name, str) or not isinstance(module, str):
            raise UnpicklingError("STACK_GLOBAL requires str")
        self.stack.append(self.find(module, name))

    def ext(self, code):
        if code not in _copyreg._extension_cache:
            if code not in _copyreg._inverted_registry:
                raise ValueError(f"unregistered extension code {code}")
            _copyreg._extension_cache[code] = self.find(*_copyreg._inverted_registry[code])
        self.stack.append(_copyreg._extension_cache[code])

    def reduce(self, _):
        args = self.stack.pop()
        function = self.stack[-1]
        if not isinstance(args, tuple):
            raise TypeError("argument list must be a tuple")
        self.stack[-1] = function(*args)

    def newobj(self, _):
        args = self.stack.pop()
        cls = self.stack.pop()
        self.new("NEWOBJ", cls, args, {})

    def newobj_ex(self, _):
        kwargs = self.stack.pop()
        args = self.stack.pop()
        cls = self.stack.pop()
        self.new("NEWOBJ_EX", cls, args, kwargs)

    def new(self, step, cls, args, kwargs):
        for what, value, kind, name in ("class", cls, type, "type"), ("args", args, tuple, "tuple"), ("kwargs", kwargs, dict, "dict"):
            if not isinstance(value, kind):
                raise UnpicklingError(f"{step} {what} argument must be a {name}, not {type(value).__name__}")
        self.stack.append(cls.__new__(cls, *args, **kwargs))

    def inst(self, names):
        args = self.items()
        self.instantiate(self.find(*names), args)

    def obj(self, _):
        items = self.items()
        self.instantiate(items[0], items[1:])

    def instantiate(self, cls, args):
        if not args and isinstance(cls, type) and not hasattr(cls, "__getinitargs__"):
            self.stack.append(cls.__new__(cls))
        else:
            self.stack.append(cls(*args))

    def persid(self, pid):
        self.stack.append(self.unpickler.persistent_load(pid))

    def binpersid(self, _):
        pid = self.stack.pop()
        self.stack.append(self.unpickler.persistent_load(pid))

    def next_buffer(self, _):
        for buffer in self.buffers:
            self.stack.append(buffer)
            return
        raise UnpicklingError("not enough out-of-band buffers")

    def readonly_buffer(self, _):
        view = memoryview(self.stack[-1])
        if not view.readonly:
            self.stack[-1] = view.toreadonly()

    def build(self, _):
        state = self.stack.pop()
        made = self.stack[-1]
        setter = getattr(made, "__setstate__", None)
        if setter is not None:
            setter(state)
            return
        slots = {}
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state is not None:
            if not isinstance(state, dict):
                raise UnpicklingError("state is not a dictionary")
            own = made.__dict__
            for name, value in state.items():
                own[_intern(name) if type(name) is str else name] = value
        if not isinstance(slots, dict):
            raise UnpicklingError("slot state is not a dictionary")
        for name, value in slots.items():
            setattr(made, name, value)


setattr(_Load, "global", lambda self, names: self.stack.append(self.find(*names)))


def _loaded(data, unpickler, memo, options):
    fix_imports, encoding, errors, buffers = options
    raw = (encoding, errors) != ("ASCII", "strict")
    persistent = getattr(unpickler, "persistent_load", None) is not None
    if not raw and not memo:
        plain = _load(data, unpickler is not None, persistent)
        if plain is not None:
            memo.update(plain[1])
            return plain[0]
    else:
        memoryview(data)
        _note(data)
    steps = _operations(data, memo, persistent, buffers is not None, raw)
    return _Load(unpickler, memo, fix_imports, encoding, errors, buffers).run(steps)


class Unpickler:
    _file = None
    _load = None

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        if not hasattr(file, "read") or not hasattr(file, "readline"):
            raise TypeError("file must have 'read' and 'readline' attributes")
        self._file = file
        self._options = fix_imports, encoding, errors, None if buffers is None else iter(buffers)
        self.memo = {}

    def find_class(self, module, name, /):
        load = self._load
        if load is None:
            load = _Load(None, {}, True, "ASCII", "strict", None)
        return load.find_class(module, name)

    def load(self):
        file = self._file
        if file is None:
            raise UnpicklingError(f"Unpickler.__init__() was not called by {type(self).__name__}.__init__()")
        # Takes no byte more than the pickle has: the next one may come later, or never.
        state = _feed(self.memo)
        pieces = []
        missing = _advance(state, b"")
        while missing:
            piece = file.read(missing) if missing > 0 else file.readline()
            if not piece:
                break
            pieces.append(piece)
            if len(piece) < missing or missing < 0 and not piece.endswith(b"\n"):
                break
            missing = _advance(state, piece)
        return _loaded(b"".join(pieces), self, self.memo, self._options)


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return _loaded(data, None, {}, (fix_imports, encoding, errors, buffers))


Pickler.__module__ = Unpickler.__module__ = "_pickle"
_Pickler, _Unpickler, _dump_, _dumps, _loads = Pickler, Unpickler, dump, dumps, loads
