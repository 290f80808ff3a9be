from abc import ABCMeta as _ABCMeta


def _shown(arg):
    if arg is ...:
        return "..."
    if isinstance(arg, list):
        return f"[{', '.join(map(_shown, arg))}]"
    if isinstance(arg, type) and type(arg).__name__ != "GenericAlias":
        return arg.__qualname__ if arg.__module__ == "builtins" else f"{arg.__module__}.{arg.__qualname__}"
    if isinstance(arg, str):
        return f"ForwardRef({arg!r})"
    return repr(arg)


class _Special:
    """A name that only annotations use."""

    def __init__(self, name, args=()):
        self._name = name
        self.__args__ = args

    @property
    def __origin__(self):
        found = {"List": list, "Dict": dict, "Set": set, "Tuple": tuple, "FrozenSet": frozenset, "Type": type}.get(self._name)
        return found if found is not None else self if self._name != "Optional" else Union

    def __repr__(self):
        if not self.__args__:
            return f"typing.{self._name}"
        if self._name == "Literal":
            return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"
        if self._name == "Union" and len(self.__args__) == 2 and type(None) in self.__args__:
            return f"typing.Optional[{_shown([arg for arg in self.__args__ if arg is not type(None)][0])}]"
        if self._name == "Annotated":
            return f"typing.Annotated[{_shown(self.__args__[0])}, {', '.join(map(repr, self.__args__[1:]))}]"
        return f"typing.{self._name}[{', '.join(map(_shown, self.__args__))}]"

    def __getitem__(self, args):
        args = args if isinstance(args, tuple) else (args,)
        if self._name in ("Union", "Optional"):
            flat = []
            for arg in args + ((None,) if self._name == "Optional" else ()):
                arg = type(None) if arg is None else arg
                parts = arg.__args__ if isinstance(arg, _Special) and arg._name == "Union" or type(arg).__name__ == "UnionType" else [arg]
                flat += [part for part in parts if part not in flat]
            return flat[0] if len(flat) == 1 else _Special("Union", tuple(flat))
        if self._name != "Literal":
            args = tuple([type(None) if arg is None else arg for arg in args])
        return _Special(self._name, args)

    def __call__(self, *args, **kwargs):
        origin = {"List": list, "Dict": dict, "Set": set, "Tuple": tuple, "FrozenSet": frozenset}.get(self._name)
        if origin is None:
            raise TypeError(f"Type {self._name} cannot be instantiated")
        return origin(*args, **kwargs)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __eq__(self, other):
        if not isinstance(other, _Special) or self._name != other._name:
            return NotImplemented
        if self._name == "Union":
            return set(self.__args__) == set(other.__args__)
        return self.__args__ == other.__args__

    def __hash__(self):
        return hash((self._name, frozenset(self.__args__) if self._name == "Union" else repr(self.__args__)))


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
Required = _Special("Required")
NotRequired = _Special("NotRequired")
Concatenate = _Special("Concatenate")
ParamSpecArgs = _Special("ParamSpecArgs")
Unpack = _Special("Unpack")
ContextManager = _Special("ContextManager")
AsyncIterator = _Special("AsyncIterator")
AsyncIterable = _Special("AsyncIterable")
Coroutine = _Special("Coroutine")
AsyncGenerator = _Special("AsyncGenerator")
KeysView = _Special("KeysView")
ValuesView = _Special("ValuesView")
ItemsView = _Special("ItemsView")
Reversible = _Special("Reversible")
Sized = _Special("Sized")
OrderedDict = _Special("OrderedDict")
ChainMap = _Special("ChainMap")
Pattern = _Special("Pattern")
Match = _Special("Match")
SupportsFloat = _Special("SupportsFloat")
SupportsIndex = _Special("SupportsIndex")
SupportsBytes = _Special("SupportsBytes")
SupportsAbs = _Special("SupportsAbs")
Text = str
ByteString = _Special("ByteString")
SupportsInt = _Special("SupportsInt")
TYPE_CHECKING = False


class Generic:
    def __class_getitem__(cls, item):
        return cls


class _ProtocolMeta(_ABCMeta):
    def __instancecheck__(cls, value):
        if not cls.__dict__.get("_is_protocol"):
            return type.__instancecheck__(cls, value)
        if not cls.__dict__.get("_is_runtime_protocol"):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if type.__instancecheck__(cls, value):
            return True
        return all([hasattr(value, name) for name in cls._members_of_protocol()])

    def _members_of_protocol(cls):
        names = set()
        for base in cls.__mro__:
            if base.__dict__.get("_is_protocol"):
                names.update(base.__dict__.get("__annotations__", {}), base.__dict__)
        kept = ("__len__", "__iter__", "__next__", "__contains__", "__getitem__", "__call__", "__enter__", "__exit__", "__eq__", "__hash__")
        return [name for name in names if name in kept or not name.startswith("__") and not name.startswith(("_is_", "_members_of", "_registered"))]


class Protocol(Generic, metaclass=_ProtocolMeta):
    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls._is_protocol = Protocol in cls.__bases__


class TypedDict(dict):
    def __init_subclass__(cls, *, total=True):
        cls.__total__ = total


class TypeVar(_Special):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        super().__init__(name)
        self.__name__, self.__constraints__, self.__bound__ = name, constraints, bound
        self._mark = "+" if covariant else "-" if contravariant else "~"

    def __repr__(self):
        return self._mark + self.__name__

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)


class ParamSpec(TypeVar):
    @property
    def args(self):
        return self

    kwargs = args


class NewType:
    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__supertype__ = tp

    def __call__(self, value, /):
        return value

    def __repr__(self):
        return f"__main__.{self.__name__}"

    def __or__(self, other):
        return Union[self, other]


def cast(typ, val):
    return val


def overload(func):
    return func


def final(func):
    return func


def no_type_check(func):
    return func


def runtime_checkable(cls):
    cls._is_runtime_protocol = True
    return cls


def get_origin(tp):
    if isinstance(tp, _Special):
        return tp.__origin__ if tp.__args__ or tp._name in ("List", "Dict", "Set", "Tuple", "FrozenSet", "Type") else None
    return getattr(tp, "__origin__", None)


def get_args(tp):
    return tuple(getattr(tp, "__args__", ()))


def assert_never(arg):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def assert_type(val, typ):
    return val


def reveal_type(obj):
    import sys
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    import sys
    names = globalns or vars(sys.modules["__main__"])
    found = {}
    for each in reversed(obj.__mro__) if isinstance(obj, type) else [obj]:
        found.update(each.__dict__.get("__annotations__", {}) if isinstance(obj, type) else getattr(obj, "__annotations__", {}))
    found = {name: eval(hint, names) if isinstance(hint, str) else type(None) if hint is None else hint for name, hint in found.items()}
    if not include_extras:
        found = {name: hint.__args__[0] if isinstance(hint, _Special) and hint._name == "Annotated" else hint for name, hint in found.items()}
    return found


AnyStr = TypeVar("AnyStr", bytes, str)


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
