from abc import ABCMeta as _ABCMeta, abstractmethod as _abstract


class _Structural(_ABCMeta):
    """A class counts if it has the methods."""

    def __subclasscheck__(cls, subclass):
        if cls in subclass.__mro__:
            return True
        methods = cls.__dict__.get("_methods", ())
        return bool(methods) and all(getattr(subclass, name, None) is not None for name in methods)


def _abc(name, *methods):
    return _Structural(name, (), {"_methods": methods, "__class_getitem__": classmethod(lambda cls, item: cls)})


Hashable = _abc("Hashable", "__hash__")
Iterable = _abc("Iterable", "__iter__")
Iterator = _abc("Iterator", "__iter__", "__next__")
Generator = _abc("Generator", "__iter__", "__next__", "send", "throw", "close")
Reversible = _abc("Reversible", "__iter__", "__reversed__")
Sized = _abc("Sized", "__len__")
Container = _abc("Container", "__contains__")
Collection = _abc("Collection", "__len__", "__iter__", "__contains__")
Callable = _abc("Callable", "__call__")


class Sequence(metaclass=_Structural):
    _methods = "__getitem__", "__len__", "index", "count"
    __class_getitem__ = classmethod(lambda cls, item: cls)

    @_abstract
    def __getitem__(self, index):
        raise IndexError

    @_abstract
    def __len__(self):
        return 0

    def __iter__(self):
        at = 0
        try:
            while True:
                yield self[at]
                at += 1
        except IndexError:
            return

    def __contains__(self, value):
        return any(each is value or each == value for each in self)

    def __reversed__(self):
        for at in range(len(self) - 1, -1, -1):
            yield self[at]

    def index(self, value, start=0, stop=None):
        for at in range(start, len(self) if stop is None else stop):
            if self[at] is value or self[at] == value:
                return at
        raise ValueError

    def count(self, value):
        return sum(1 for each in self if each is value or each == value)


class MutableSequence(Sequence):
    _methods = "__getitem__", "__len__", "insert", "append"

    @_abstract
    def __setitem__(self, index, value):
        raise IndexError

    @_abstract
    def __delitem__(self, index):
        raise IndexError

    @_abstract
    def insert(self, index, value):
        raise IndexError

    def append(self, value):
        self.insert(len(self), value)

    def extend(self, values):
        for value in list(values):
            self.append(value)

    def __iadd__(self, values):
        self.extend(values)
        return self

    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        del self[self.index(value)]

    def clear(self):
        while len(self):
            self.pop()

    def reverse(self):
        self[:] = self[::-1]


class Mapping(metaclass=_Structural):
    _methods = "__getitem__", "__len__", "keys", "get"
    __class_getitem__ = classmethod(lambda cls, item: cls)
    __hash__ = None

    @_abstract
    def __getitem__(self, key):
        raise KeyError

    @_abstract
    def __iter__(self):
        yield from ()

    @_abstract
    def __len__(self):
        return 0

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    # Views without a class of their own.

    def keys(self):
        return dict(self._pairs()).keys()

    def items(self):
        return dict(self._pairs()).items()

    def values(self):
        return dict(self._pairs()).values()

    def _pairs(self):
        return [(key, self[key]) for key in self]

    def __eq__(self, other):
        return dict(self._pairs()) == dict(other.items()) if isinstance(other, Mapping) else NotImplemented


class MutableMapping(Mapping):
    _methods = "__getitem__", "__setitem__", "keys", "get", "pop"
    _none = object()

    @_abstract
    def __setitem__(self, key, value):
        raise KeyError

    @_abstract
    def __delitem__(self, key):
        raise KeyError

    def pop(self, key, default=_none):
        try:
            value = self[key]
        except KeyError:
            if default is self._none:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        while len(self):
            self.popitem()

    def update(self, other=(), /, **named):
        for key, value in dict(other, **named).items():
            self[key] = value

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]


Set = _abc("Set", "__contains__", "isdisjoint")
MutableSet = _abc("MutableSet", "__contains__", "isdisjoint", "add")
