_callbacks = []


def register(function, *args, **kwargs):
    _callbacks.append((function, args, kwargs))
    return function


def unregister(function):
    _callbacks[:] = [entry for entry in _callbacks if entry[0] != function]
