def _collect(iterable):
    items = []
    for item in iterable:
        items.append(item)
    return items


def _any(iterable):
    for item in iterable:
        if item:
            return True
    return False


def _all(iterable):
    for item in iterable:
        if not item:
            return False
    return True


def _print(values, separator, end, file, flush):
    between = False
    for value in values:
        if between:
            file.write(separator)
        between = True
        file.write(str(value))
    file.write(end)
    if flush:
        file.flush()


def _next_match(function, iterator):
    for item in iterator:
        if function(item):
            return [item]
    return []


def _contains(iterable, wanted):
    for item in iterable:
        if item is wanted or item == wanted:
            return True
    return False


def _keys(key, items):
    return [key(item) for item in items]


def _least(items):
    found = items[0]
    for item in items:
        if item < found:
            found = item
    return [item is found for item in items].index(True)


def _greatest(items):
    found = items[0]
    for item in items:
        if item > found:
            found = item
    return [item is found for item in items].index(True)


def _order(keys, start, end):
    if end - start < 2:
        return list(range(start, end))
    middle = (start + end) // 2
    left = _order(keys, start, middle)
    right = _order(keys, middle, end)
    merged = []
    at = 0
    for place in right:
        while at < len(left) and not keys[place] < keys[left[at]]:
            merged.append(left[at])
            at += 1
        merged.append(place)
    return merged + left[at:]


def __rest_of_mapping__(mapping, keys):
    rest = dict(mapping)
    for key in keys:
        del rest[key]
    return rest


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    return _import(name, tuple(fromlist) if fromlist else None, level)


class Quitter:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "Use " + self.name + "() or Ctrl-D (i.e. EOF) to exit"

    def __call__(self, code=None):
        raise SystemExit(code)


exit = Quitter("exit")
quit = Quitter("quit")
