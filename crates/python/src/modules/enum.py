class property:
    def __init__(self, fget):
        self.fget = fget
        self.name = fget.__name__

    def __get__(self, member, owner=None):
        if member is None:
            raise AttributeError(f"{owner!r} has no attribute {self.name!r}")
        return self.fget(member)

    def __set__(self, member, value):
        raise AttributeError(f"<enum 'Enum'> cannot set attribute {self.name!r}")


class auto:
    # What is made of it before it has its value is worked out once it has.
    def __init__(self, value=None, parts=()):
        self.value, self._parts = value, parts

    def __or__(self, other):
        return auto(None, (int.__or__, self, other))

    def __and__(self, other):
        return auto(None, (int.__and__, self, other))

    __ror__, __rand__ = __or__, __and__

    def _settle(self):
        if self._parts:
            work, *parts = self._parts
            self.value = work(*[part._settle() if isinstance(part, auto) else part for part in parts])
        return self.value


def _is_member(name, value):
    if name.startswith("_") and name.endswith("_") or isinstance(value, (staticmethod, classmethod)):
        return False
    return not hasattr(type(value), "__get__") and not callable(value) or isinstance(value, auto)


class EnumType(type):
    def __new__(mcls, name, bases, namespace, **options):
        members = {key: value for key, value in namespace.items() if _is_member(key, value)} if bases else {}
        kept = {key: value for key, value in namespace.items() if key not in members}
        for base in bases:
            if getattr(base, "_member_map_", None):
                raise TypeError(f"<enum {name!r}> cannot extend {base!r}")
        cls = type.__new__(mcls, name, bases, kept)
        cls._member_map_, cls._value2member_map_, cls._member_names_ = {}, {}, []
        values = []
        for key, value in members.items():
            if isinstance(value, auto):
                if not value._parts and value.value is None:
                    value.value = cls._generate_next_value_(key, 1, len(values), values)
                value = value._settle()
            args = value if isinstance(value, tuple) else (value,)
            values.append(value)
            # A second name for the same value is an alias of the first.
            same = [known for known in cls._member_map_.values() if known._value_ == value and type(known._value_) is type(value)]
            made = same[0] if same else None
            if not same:
                made = cls._create_(args)
                if "_value_" not in made.__dict__:
                    made._value_ = value
                made._name_ = key
                made._sort_order_ = len(cls._member_map_)
                if "__init__" in kept:
                    made.__init__(*args)
                # Of flags only those of one bit are listed.
                if not hasattr(cls, "_compose_") or isinstance(value, int) and value > 0 and not value & value - 1:
                    cls._member_names_.append(key)
                try:
                    cls._value2member_map_[made._value_] = made
                except TypeError:
                    pass
            cls._member_map_[key] = made
            type.__setattr__(cls, key, made)
        if bases and "__hash__" not in kept and any([base in (str, int, float, bytes) for base in cls.__mro__]):
            type.__setattr__(cls, "__hash__", lambda self: hash(self._value_))
        return cls

    def _create_(cls, args):
        for base in cls.__mro__:
            if base in (int, str, float, bytes):
                return base.__new__(cls, *args)
        return object.__new__(cls)

    def __call__(cls, value, names=None, **options):
        if names is not None:
            listed = names.replace(",", " ").split() if isinstance(names, str) else names
            numbered = [one if isinstance(one, tuple) else (one, at) for at, one in enumerate(listed, 1)]
            return type(cls)(value, (cls,), dict(names if isinstance(names, dict) else numbered))
        if type(value) is cls:
            return value
        fitting = [one for one in cls._member_map_.values() if one._value_ == value]
        found = fitting[0] if fitting else cls._missing_(value)
        if found is not None:
            return found
        raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return iter([cls[name] for name in cls._member_names_])

    def __reversed__(cls):
        return iter(list(cls)[::-1])

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            raise TypeError(f"unsupported operand type(s) for 'in': '{type(member).__qualname__}' and '{cls.__class__.__qualname__}'")
        return isinstance(member, cls) and cls._member_map_.get(member._name_) is not None

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        type.__setattr__(cls, name, value)

    @property
    def __members__(cls):
        return dict(cls._member_map_)

    def __repr__(cls):
        return f"<enum {cls.__name__!r}>" if cls.__module__ != "enum" else f"<class 'enum.{cls.__name__}'>"


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        numbers = [value for value in last_values if isinstance(value, int)]
        return max(numbers) + 1 if numbers else start

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce_ex__(self, protocol):
        return type(self), (self._value_,)


class ReprEnum(Enum):
    pass


class IntEnum(int, ReprEnum):
    def __str__(self):
        return int.__repr__(self)

    def __format__(self, spec):
        return int.__format__(self, spec)

    def __eq__(self, other):
        return self._value_ == other

    def __ne__(self, other):
        return self._value_ != other

    def __hash__(self):
        return hash(self._value_)


class StrEnum(str, ReprEnum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return str.__str__(self)

    def __format__(self, spec):
        return str.__format__(self, spec)

    def __eq__(self, other):
        return self._value_ == other

    def __ne__(self, other):
        return self._value_ != other

    def __hash__(self):
        return hash(self._value_)


class Flag(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return 1 << max((value.bit_length() for value in last_values), default=0)

    @classmethod
    def _missing_(cls, value):
        known = 0
        for member in cls:
            known |= member._value_
        if not isinstance(value, int) or value & ~known and not issubclass(cls, int):
            return None
        if value < 0:
            value &= known
        return cls._compose_(value)

    @classmethod
    def _compose_(cls, value):
        named = [one for one in cls._member_map_.values() if one._value_ == value]
        if named:
            return named[0]
        made = cls._create_((value,))
        made._value_ = value
        names = [member._name_ for member in cls if member._value_ and member._value_ & value == member._value_]
        made._name_ = "|".join(names) or None
        return made

    def __or__(self, other):
        return type(self)._compose_(self._value_ | getattr(other, "_value_", other))

    def __and__(self, other):
        return type(self)._compose_(self._value_ & getattr(other, "_value_", other))

    def __xor__(self, other):
        return type(self)._compose_(self._value_ ^ getattr(other, "_value_", other))

    def __invert__(self):
        known = 0
        for member in type(self):
            known |= member._value_
        return type(self)._compose_(known & ~self._value_)

    def __contains__(self, other):
        return not other._value_ & ~self._value_

    def __bool__(self):
        return bool(self._value_)

    def __eq__(self, other):
        return type(self) is type(other) and self._value_ == other._value_

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self._value_)

    def __iter__(self):
        return iter([member for member in type(self) if member._value_ and member._value_ & self._value_ == member._value_])

    def __repr__(self):
        if self._name_ is None:
            return f"<{type(self).__name__}: {self._value_!r}>"
        return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        if self._name_ is None:
            return f"{type(self).__name__}({self._value_!r})"
        return f"{type(self).__name__}.{self._name_}"


class IntFlag(int, Flag):
    def __str__(self):
        return int.__repr__(self)

    def __format__(self, spec):
        return int.__format__(self, spec)

    def __eq__(self, other):
        return self._value_ == getattr(other, "_value_", other)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self._value_)

    __or__ = __ror__ = Flag.__or__
    __and__ = __rand__ = Flag.__and__
    __xor__ = __rxor__ = Flag.__xor__
    __invert__ = Flag.__invert__
    __bool__ = Flag.__bool__
    __contains__ = Flag.__contains__


def unique(enumeration):
    duplicates = [(name, member._name_) for name, member in enumeration._member_map_.items() if name != member._name_]
    if duplicates:
        details = ", ".join(f"{alias} -> {name}" for alias, name in duplicates)
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


for _class in (Enum, ReprEnum, IntEnum, StrEnum, Flag, IntFlag, EnumType, auto):
    type.__setattr__(_class, "__module__", "enum")
