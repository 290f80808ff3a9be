class _Special:
    """A name that only annotations use."""

    def __init__(self, name, args=()):
        self._name = name
        self.__args__ = args

    def __repr__(self):
        if not self.__args__:
            return f"typing.{self._name}"
        names = [arg.__qualname__ if isinstance(arg, type) else repr(arg) for arg in self.__args__]
        return f"typing.{self._name}[{', '.join(names)}]"

    def __getitem__(self, args):
        return _Special(self._name, args if isinstance(args, tuple) else (args,))

    def __call__(self, *args, **kwargs):
        origin = {"List": list, "Dict": dict, "Set": set, "Tuple": tuple, "FrozenSet": frozenset}.get(self._name)
        if origin is None:
            raise TypeError(f"Type {self._name} cannot be instantiated")
        return origin(*args, **kwargs)

    def __or__(self, other):
        return _Special("Union", (self, other))

    __ror__ = __or__

    def __eq__(self, other):
        return isinstance(other, _Special) and (self._name, self.__args__) == (other._name, other.__args__)

    def __hash__(self):
        return hash((self._name, self.__args__))


Any = _Special("Any")
Union = _Special("Union")
Optional = _Special("Optional")
List = _Special("List")
Dict = _Special("Dict")
Set = _Special("Set")
FrozenSet = _Special("FrozenSet")
Tuple = _Special("Tuple")
Type = _Special("Type")
Callable = _Special("Callable")
Iterable = _Special("Iterable")
Iterator = _Special("Iterator")
Generator = _Special("Generator")
Sequence = _Special("Sequence")
MutableSequence = _Special("MutableSequence")
Mapping = _Special("Mapping")
MutableMapping = _Special("MutableMapping")
Collection = _Special("Collection")
Container = _Special("Container")
Hashable = _Special("Hashable")
Awaitable = _Special("Awaitable")
Literal = _Special("Literal")
ClassVar = _Special("ClassVar")
Final = _Special("Final")
Annotated = _Special("Annotated")
NoReturn = _Special("NoReturn")
Never = _Special("Never")
Self = _Special("Self")
LiteralString = _Special("LiteralString")
TypeAlias = _Special("TypeAlias")
Deque = _Special("Deque")
DefaultDict = _Special("DefaultDict")
Counter = _Special("Counter")
IO = _Special("IO")
TextIO = _Special("TextIO")
BinaryIO = _Special("BinaryIO")
AnyStr = _Special("AnyStr")
Text = str
ByteString = _Special("ByteString")
SupportsInt = _Special("SupportsInt")
TYPE_CHECKING = False


class Generic:
    def __class_getitem__(cls, item):
        return cls


class Protocol(Generic):
    pass


class TypedDict(dict):
    def __init_subclass__(cls, *, total=True):
        cls.__total__ = total


def TypeVar(name, *constraints, **options):
    return _Special(name)


def ParamSpec(name, **options):
    return _Special(name)


def NewType(name, tp):
    return lambda value: value


def cast(typ, val):
    return val


def overload(func):
    return func


def final(func):
    return func


def no_type_check(func):
    return func


def runtime_checkable(cls):
    return cls


def get_type_hints(obj, *args, **kwargs):
    return dict(getattr(obj, "__annotations__", {}))


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace):
        if not bases:
            return type.__new__(mcls, name, bases, namespace)
        from collections import namedtuple
        names = list(namespace.get("__annotations__", {}))
        defaults = [namespace[key] for key in names if key in namespace]
        made = namedtuple(name, names, defaults=defaults)
        for key, value in namespace.items():
            if key not in names and key not in ("__module__", "__qualname__"):
                setattr(made, key, value)
        return made

    def __call__(cls, typename, fields=(), **kwargs):
        from collections import namedtuple
        return namedtuple(typename, [name for name, _ in fields] + list(kwargs))


class NamedTuple(metaclass=_NamedTupleMeta):
    pass
