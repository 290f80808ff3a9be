from abc import ABCMeta as _ABCMeta


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
Sequence = _abc("Sequence", "__getitem__", "__len__", "index", "count")
MutableSequence = _abc("MutableSequence", "__getitem__", "__len__", "insert", "append")
Mapping = _abc("Mapping", "__getitem__", "__len__", "keys", "get")
MutableMapping = _abc("MutableMapping", "__getitem__", "__setitem__", "keys", "get", "pop")
Set = _abc("Set", "__contains__", "isdisjoint")
MutableSet = _abc("MutableSet", "__contains__", "isdisjoint", "add")
