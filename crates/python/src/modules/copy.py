from copyreg import dispatch_table as _dispatch_table


class Error(Exception):
    pass


error = Error
_function = type(lambda: 0)
_ATOMIC = {type(None), int, float, bool, complex, str, bytes, type, range, property, type(len), type(...), type(NotImplemented), _function}
_SHALLOW = _ATOMIC | {tuple, frozenset, slice}


def copy(x):
    cls = type(x)
    if cls in _SHALLOW:
        return x
    if cls is list or cls is dict or cls is set or cls is bytearray:
        return x.copy()
    if issubclass(cls, type):
        return x
    own = getattr(cls, "__copy__", None)
    return _rebuilt(x, None) if own is None else own(x)


def deepcopy(x, memo=None, _nil=[]):
    if memo is None:
        memo = {}
    key = id(x)
    if key in memo:
        return memo[key]
    cls = type(x)
    if cls in _ATOMIC or issubclass(cls, type):
        return x
    if cls in _CONTAINERS:
        y = _CONTAINERS[cls](x, memo)
    elif hasattr(x, "__deepcopy__"):
        y = x.__deepcopy__(memo)
    else:
        y = _rebuilt(x, memo)
    if y is not x:
        memo[key] = y
        # What was copied stays alive: its id must not be given to another object meanwhile.
        memo.setdefault(id(memo), []).append(x)
    return y


def _list(x, memo):
    y = memo[id(x)] = []
    for item in x:
        y.append(deepcopy(item, memo))
    return y


def _dict(x, memo):
    y = memo[id(x)] = {}
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    if id(x) in memo:
        return memo[id(x)]
    return x if all(a is b for a, b in zip(items, x)) else tuple(items)


_CONTAINERS = {list: _list, dict: _dict, tuple: _tuple}


def _rebuilt(x, memo):
    reduce = _dispatch_table.get(type(x))
    reduced = x.__reduce_ex__(4) if reduce is None else reduce(x)
    if isinstance(reduced, str):
        return x
    return _made(x, memo, *reduced)


def _made(x, memo, function, args, state=None, items=None, pairs=None):
    def each(value):
        return value if memo is None else deepcopy(value, memo)

    y = function(*[each(arg) for arg in args])
    if memo is not None:
        memo[id(x)] = y
    if state is not None:
        state = each(state)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                y.__dict__.update(state)
            for name, value in (slots or {}).items():
                setattr(y, name, value)
    for item in items or ():
        y.append(each(item))
    for key, value in pairs or ():
        y[each(key)] = each(value)
    return y
