class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()


class InitVar:
    def __init__(self, type):
        self.type = type

    def __repr__(self):
        return f"dataclasses.InitVar[{getattr(self.type, '__name__', self.type)}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class FrozenInstanceError(AttributeError):
    pass


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata = metadata or {}
        self.kw_only = kw_only
        self._only_init = False

    def __repr__(self):
        parts = "name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only"
        return f"Field({','.join(f'{part}={getattr(self, part)!r}' for part in parts)},_field_type=_FIELD)"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _is_class_var(annotation):
    text = annotation if isinstance(annotation, str) else repr(annotation)
    return text.startswith(("ClassVar", "typing.ClassVar"))


def _collect(cls, kw_only):
    found = {}
    for base in reversed(cls.__mro__[1:]):
        found.update(base.__dict__.get("__dataclass_fields__", {}))
    annotations = cls.__dict__.get("__annotations__", {})
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or annotation == "KW_ONLY":
            kw_only = True
            continue
        if _is_class_var(annotation):
            continue
        default = cls.__dict__.get(name, MISSING)
        entry = default if isinstance(default, Field) else field(default=default)
        if isinstance(entry.default, (list, dict, set)):
            raise ValueError(f"mutable default {type(entry.default)} for field {name} is not allowed: use default_factory")
        entry.name, entry.type = name, annotation
        entry._only_init = isinstance(annotation, InitVar) or isinstance(annotation, str) and annotation.startswith("InitVar")
        if entry.kw_only is MISSING:
            entry.kw_only = kw_only
        if isinstance(default, Field):
            if entry.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, entry.default)
        found[name] = entry
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    seen = False
    for entry in found.values():
        if not entry.init or entry.kw_only:
            continue
        if entry.default is not MISSING or entry.default_factory is not MISSING:
            seen = True
        elif seen:
            raise TypeError(f"non-default argument {entry.name!r} follows default argument")
    return found


def _listed(names):
    names = [repr(name) for name in names]
    if len(names) == 1:
        return names[0]
    return ", ".join(names[:-1]) + ("," if len(names) > 2 else "") + " and " + names[-1]


def _make_init(cls, found):
    positional = [entry for entry in found.values() if entry.init and not entry.kw_only]
    keyword = [entry for entry in found.values() if entry.init and entry.kw_only]
    required = [entry for entry in positional if entry.default is MISSING and entry.default_factory is MISSING]

    def __init__(self, /, *args, **kwargs):
        title = f"{cls.__qualname__}.__init__()"
        if len(args) > len(positional):
            least, most = len(required) + 1, len(positional) + 1
            counted = f"{most}" if least == most else f"from {least} to {most}"
            plural = "s" if most != 1 else ""
            verb = "were" if len(args) + 1 != 1 else "was"
            raise TypeError(f"{title} takes {counted} positional argument{plural} but {len(args) + 1} {verb} given")
        values = {}
        for entry, value in zip(positional, args):
            if entry.name in kwargs:
                raise TypeError(f"{title} got multiple values for argument {entry.name!r}")
            values[entry.name] = value
        known = {entry.name for entry in positional + keyword}
        for name in kwargs:
            if name not in known:
                raise TypeError(f"{title} got an unexpected keyword argument {name!r}")
        values.update(kwargs)
        for group, kind in ((positional, "positional"), (keyword, "keyword-only")):
            missing = [entry.name for entry in group if entry.name not in values
                       and entry.default is MISSING and entry.default_factory is MISSING]
            if missing:
                plural = "s" if len(missing) > 1 else ""
                raise TypeError(f"{title} missing {len(missing)} required {kind} argument{plural}: {_listed(missing)}")
        passed = []
        for entry in found.values():
            name = entry.name
            if entry._only_init:
                passed.append(values.get(name, entry.default))
            elif name in values:
                object.__setattr__(self, name, values[name])
            elif entry.default_factory is not MISSING:
                object.__setattr__(self, name, entry.default_factory())
            elif entry.default is not MISSING:
                object.__setattr__(self, name, entry.default)
        post = getattr(self, "__post_init__", None)
        if post is not None:
            post(*passed)

    __init__.__qualname__ = f"{cls.__qualname__}.__init__"
    __init__.__annotations__ = {entry.name: entry.type for entry in positional + keyword}
    __init__.__annotations__["return"] = None
    return __init__


def _process(cls, init, repr_, eq, order, unsafe_hash, frozen, match_args, kw_only):
    found = _collect(cls, kw_only)
    cls.__dataclass_fields__ = found
    cls.__dataclass_params__ = (init, repr_, eq, order, unsafe_hash, frozen)
    own = cls.__dict__
    kept = [entry for entry in found.values() if not entry._only_init]
    compared = [entry.name for entry in kept if entry.compare]
    shown = [entry.name for entry in kept if entry.repr]
    running = []

    def key(self):
        return tuple(getattr(self, name) for name in compared)

    if init:
        cls.__init__ = _make_init(cls, found)
    if repr_ and "__repr__" not in own:
        def __repr__(self):
            if id(self) in running:
                return "..."
            running.append(id(self))
            try:
                inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
            finally:
                running.pop()
            return f"{type(self).__qualname__}({inside})"
        cls.__repr__ = __repr__
    if eq and "__eq__" not in own:
        def __eq__(self, other):
            return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented
        cls.__eq__ = __eq__
    if order:
        def ordered(name, ask):
            if name in own:
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                                "Consider using functools.total_ordering")

            def compare(self, other):
                return ask(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented
            setattr(cls, name, compare)
        ordered("__lt__", lambda a, b: a < b)
        ordered("__le__", lambda a, b: a <= b)
        ordered("__gt__", lambda a, b: a > b)
        ordered("__ge__", lambda a, b: a >= b)
    if frozen:
        def __setattr__(self, name, value):
            raise FrozenInstanceError(f"cannot assign to field {name!r}")

        def __delattr__(self, name):
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        cls.__setattr__ = __setattr__
        cls.__delattr__ = __delattr__
    if unsafe_hash or eq and frozen:
        cls.__hash__ = lambda self: hash(key(self))
    elif eq and own.get("__hash__") is None:
        cls.__hash__ = None
    if match_args and "__match_args__" not in own:
        cls.__match_args__ = tuple(entry.name for entry in found.values() if entry.init and not entry.kw_only)
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        cls = _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only)
        if slots:
            own = [name for name in cls.__dict__.get("__annotations__", {}) if name in cls.__dataclass_fields__]
            left = {name: value for name, value in cls.__dict__.items() if name not in own and name not in ("__dict__", "__weakref__")}
            left["__slots__"] = tuple(own)
            cls = type(cls)(cls.__name__, cls.__bases__, left)
        return cls
    return wrap if cls is None else wrap(cls)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def fields(class_or_instance):
    try:
        return tuple([entry for entry in class_or_instance.__dataclass_fields__.values() if not entry._only_init])
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None


def _as(value, dict_factory, as_dict):
    if hasattr(type(value), "__dataclass_fields__"):
        pairs = [(entry.name, _as(getattr(value, entry.name), dict_factory, as_dict)) for entry in fields(value)]
        return dict_factory(pairs) if as_dict else dict_factory([item for _, item in pairs])
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*[_as(item, dict_factory, as_dict) for item in value])
    if isinstance(value, (list, tuple)):
        return type(value)(_as(item, dict_factory, as_dict) for item in value)
    if isinstance(value, dict):
        return type(value)((_as(k, dict_factory, as_dict), _as(v, dict_factory, as_dict)) for k, v in value.items())
    from copy import deepcopy
    return deepcopy(value)


def asdict(obj, *, dict_factory=dict):
    if not hasattr(type(obj), "__dataclass_fields__"):
        raise TypeError("asdict() should be called on dataclass instances")
    return _as(obj, dict_factory, True)


def astuple(obj, *, tuple_factory=tuple):
    if not hasattr(type(obj), "__dataclass_fields__"):
        raise TypeError("astuple() should be called on dataclass instances")
    return _as(obj, tuple_factory, False)


def replace(obj, /, **changes):
    for entry in fields(obj):
        if entry.init and entry.name not in changes:
            changes[entry.name] = getattr(obj, entry.name)
    return type(obj)(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    namespace = dict(namespace or {})
    annotations = {}
    for item in fields:
        name, annotation, *default = (item, "typing.Any") if isinstance(item, str) else item
        annotations[name] = annotation
        if default:
            namespace[name] = default[0]
    namespace["__annotations__"] = annotations
    return dataclass(type(cls_name, bases, namespace), **options)
