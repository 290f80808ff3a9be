WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    copied = {}
    for name in assigned:
        if hasattr(wrapped, name):
            copied[name] = getattr(wrapped, name)
    if hasattr(wrapper, "__dict__"):
        copied.update(getattr(wrapped, "__dict__", {}))
    copied["__wrapped__"] = wrapped
    for name in copied:
        try:
            setattr(wrapper, name, copied[name])
        except (TypeError, AttributeError):
            # Some objects do not let themselves be renamed.
            continue
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


class partial:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        # A partial of a partial is one with all the arguments.
        inner = func if isinstance(func, partial) else None
        self.func = inner.func if inner else func
        self.args = inner.args + args if inner else args
        self.keywords = inner.keywords | keywords if inner else keywords

    def __call__(self, /, *more, **named):
        return self.func(*self.args, *more, **(self.keywords | named))

    def __reduce__(self):
        own = {name: value for name, value in self.__dict__.items() if name not in ("func", "args", "keywords")}
        return type(self), (self.func,), (self.func, self.args, self.keywords, own or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple) or len(state) != 4:
            raise TypeError("invalid partial state")
        self.func, self.args, self.keywords, own = state
        self.__dict__.update(own or {})

    def __repr__(self):
        shown = [repr(value) for value in (self.func, *self.args)]
        shown += [f"{name}={value!r}" for name, value in self.keywords.items()]
        return "functools.partial(" + ", ".join(shown) + ")"


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args, self.keywords = args, keywords

    def __get__(self, obj, cls=None):
        if obj is None:
            return self
        return partial(self.func, obj, *self.args, **self.keywords)


_missing = object()


def reduce(function, sequence, initial=_missing, /):
    rest = iter(sequence)
    so_far = next(rest, _missing) if initial is _missing else initial
    if so_far is _missing:
        raise TypeError("reduce() of empty iterable with no initial value")
    for item in rest:
        so_far = function(so_far, item)
    return so_far


class _CacheInfo(tuple):
    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % tuple(self)


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return lru_cache(128)(maxsize)

    def decorate(function):
        cache = {}
        counts = [0, 0]

        def wrapper(*args, **kwargs):
            key = args + (_missing,) + tuple(kwargs.items()) if kwargs else args
            if typed:
                key += tuple(type(value) for value in args)
            if key in cache:
                counts[0] += 1
                value = cache[key]
                if maxsize is not None:
                    del cache[key]
                    cache[key] = value
                return value
            counts[1] += 1
            value = function(*args, **kwargs)
            if maxsize is None or maxsize > 0:
                if maxsize is not None and len(cache) >= maxsize and key not in cache:
                    del cache[next(iter(cache))]
                cache[key] = value
            return value

        def cache_info():
            return _CacheInfo((counts[0], counts[1], maxsize, len(cache)))

        def cache_clear():
            cache.clear()
            counts[:] = [0, 0]

        update_wrapper(wrapper, function)
        wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
        wrapper.cache_info = cache_info
        wrapper.cache_clear = cache_clear
        return wrapper

    return decorate


def cache(function):
    return lru_cache(maxsize=None)(function)


class cached_property:
    attrname = None

    def __init__(self, func):
        self.func, self.__doc__ = func, func.__doc__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        # From now on the instance's own attribute is found first.
        result = instance.__dict__[self.attrname] = self.func(instance)
        return result


def total_ordering(cls):
    written = {name for base in cls.__mro__[:-1] for name in base.__dict__}
    own = [name for name in ("__lt__", "__gt__", "__le__", "__ge__") if name in written]
    if not own:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = own[0]
    base = getattr(cls, root)

    def ask(self, other, negate, with_equal):
        result = base(self, other)
        if result is NotImplemented:
            return result
        result = (not result) if negate else result
        if with_equal == "or":
            return result or self == other
        if with_equal == "and":
            return result and self != other
        return result

    rules = {
        "__lt__": {"__gt__": (True, "and"), "__le__": (False, "or"), "__ge__": (True, None)},
        "__le__": {"__ge__": (True, "or"), "__lt__": (False, "and"), "__gt__": (True, None)},
        "__gt__": {"__lt__": (True, "and"), "__ge__": (False, "or"), "__le__": (True, None)},
        "__ge__": {"__le__": (True, "or"), "__gt__": (False, "and"), "__lt__": (True, None)},
    }
    for name, (negate, with_equal) in rules[root].items():
        if name not in own:
            setattr(cls, name, lambda self, other, negate=negate, with_equal=with_equal: ask(self, other, negate, with_equal))
    return cls


def cmp_to_key(mycmp):
    def asks(accepts):
        return lambda one, two: accepts(mycmp(one.obj, two.obj))

    class K:
        def __init__(self, obj):
            self.obj = obj

        __lt__, __le__ = asks(lambda order: order < 0), asks(lambda order: order <= 0)
        __gt__, __ge__ = asks(lambda order: order > 0), asks(lambda order: order >= 0)
        __eq__ = asks(lambda order: order == 0)
        __hash__ = None

    return K


def singledispatch(func):
    registry = {object: func}

    def dispatch(cls):
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        return func

    def register(cls, function=None):
        if function is None:
            if isinstance(cls, type):
                return lambda f: register(cls, f)
            function = cls
            cls = next(iter(function.__annotations__.values()))
        registry[cls] = function
        return function

    def wrapper(*args, **kw):
        return dispatch(args[0].__class__)(*args, **kw)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    def __init__(self, func):
        self.dispatcher, self.func = singledispatch(func if callable(func) else func.__func__), func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls) if method is None else self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        def call(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            bound = method.__get__(obj, cls) if hasattr(method, "__get__") else method
            return bound(*args, **kwargs)

        return update_wrapper(call, self.func)


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, obj, cls=None):
        return partial(self.func.__get__(obj, cls), *self.args, **self.keywords)
