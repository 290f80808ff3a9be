class count:
    def __init__(self, start=0, step=1):
        self._next, self._step = start, step

    def __iter__(self):
        return self

    def __next__(self):
        value = self._next
        self._next += self._step
        return value

    def __repr__(self):
        step = "" if self._step == 1 else f", {self._step!r}"
        return f"count({self._next!r}{step})"


def cycle(iterable):
    saved = []
    for item in iterable:
        yield item
        saved.append(item)
    while saved:
        yield from saved


class repeat:
    def __init__(self, object, times=None):
        self._object, self._left = object, None if times is None else max(times, 0)

    def __iter__(self):
        return self

    def __next__(self):
        if self._left is not None:
            if not self._left:
                raise StopIteration
            self._left -= 1
        return self._object

    def __repr__(self):
        left = "" if self._left is None else f", {self._left}"
        return f"repeat({self._object!r}{left})"


class chain:
    def __init__(self, *iterables):
        self._it = _chained(iterables)

    @classmethod
    def from_iterable(cls, iterables):
        self = cls()
        self._it = _chained(iterables)
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._it)


def _chained(iterables):
    for iterable in iterables:
        yield from iterable


def islice(iterable, *args):
    parts = slice(*args)
    for part in (parts.start, parts.stop, parts.step):
        if part is not None and (not isinstance(part, int) or part < 0):
            raise ValueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    return _sliced(iter(iterable), parts.start or 0, parts.stop, parts.step or 1)


def _sliced(it, start, stop, step):
    at, wanted = 0, start
    while stop is None or wanted < stop:
        try:
            item = next(it)
        except StopIteration:
            return
        if at == wanted:
            yield item
            wanted += step
        at += 1
    while stop is not None and at < stop and at < wanted:
        try:
            next(it)
        except StopIteration:
            return
        at += 1


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def dropwhile(predicate, iterable):
    it = iter(iterable)
    for item in it:
        if not predicate(item):
            yield item
            break
    yield from it


def filterfalse(predicate, iterable):
    for item in iterable:
        if not (predicate(item) if predicate is not None else item):
            yield item


def compress(data, selectors):
    return (item for item, selected in zip(data, selectors) if selected)


def starmap(function, iterable):
    for args in iterable:
        yield function(*args)


def accumulate(iterable, func=None, *, initial=None):
    it = iter(iterable)
    total = initial
    if initial is None:
        try:
            total = next(it)
        except StopIteration:
            return
    yield total
    for item in it:
        total = total + item if func is None else func(total, item)
        yield total


def pairwise(iterable):
    it = iter(iterable)
    try:
        last = next(it)
    except StopIteration:
        return
    for item in it:
        yield last, item
        last = item


def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(it) for it in iterables]
    active = len(iterators)
    if not active:
        return
    done = [False] * active
    while True:
        values = []
        for at, it in enumerate(iterators):
            value = fillvalue
            if not done[at]:
                try:
                    value = next(it)
                except StopIteration:
                    done[at] = True
                    active -= 1
                    if not active:
                        return
            values.append(value)
        yield tuple(values)


def product(*iterables, repeat=1):
    pools = [tuple(pool) for pool in iterables] * repeat
    if any(not pool for pool in pools):
        return
    indices = [0] * len(pools)
    while True:
        yield tuple(pool[at] for pool, at in zip(pools, indices))
        place = len(pools) - 1
        while place >= 0:
            indices[place] += 1
            if indices[place] < len(pools[place]):
                break
            indices[place] = 0
            place -= 1
        if place < 0:
            return


def permutations(iterable, r=None):
    pool = tuple(iterable)
    n = len(pool)
    r = n if r is None else r
    if r > n:
        return
    indices, left = list(range(n)), list(range(n, n - r, -1))
    yield tuple(pool[at] for at in indices[:r])
    while True:
        for place in reversed(range(r)):
            left[place] -= 1
            if left[place]:
                other = -left[place]
                indices[place], indices[other] = indices[other], indices[place]
                yield tuple(pool[at] for at in indices[:r])
                break
            indices[place:] = indices[place + 1:] + indices[place:place + 1]
            left[place] = n - place
        else:
            return


def combinations(iterable, r):
    pool = tuple(iterable)
    n = len(pool)
    if r > n:
        return
    indices = list(range(r))
    yield tuple(pool[at] for at in indices)
    while True:
        for place in reversed(range(r)):
            if indices[place] != place + n - r:
                break
        else:
            return
        indices[place] += 1
        for at in range(place + 1, r):
            indices[at] = indices[at - 1] + 1
        yield tuple(pool[at] for at in indices)


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    if not pool and r:
        return
    indices = [0] * r
    yield tuple(pool[at] for at in indices)
    while True:
        for place in reversed(range(r)):
            if indices[place] != len(pool) - 1:
                break
        else:
            return
        indices[place:] = [indices[place] + 1] * (r - place)
        yield tuple(pool[at] for at in indices)


class groupby:
    def __init__(self, iterable, key=None):
        self._it = iter(iterable)
        self._key = key if key is not None else lambda item: item
        self._fresh = False
        self._current = self._item = None
        self._done = False
        self._id = None
        self._started = False

    def __iter__(self):
        return self

    def _advance(self):
        try:
            self._item = next(self._it)
        except StopIteration:
            self._done = True
            return False
        self._current = self._key(self._item)
        return True

    def __next__(self):
        self._id = object()
        if not self._started:
            self._started = True
            if not self._advance():
                raise StopIteration
        else:
            while not self._done and self._current == self._target:
                self._advance()
            if self._done:
                raise StopIteration
        self._target = self._current
        return self._target, self._group(self._target, self._id)

    def _group(self, target, id):
        while self._id is id and not self._done and self._current == target:
            yield self._item
            if not self._advance():
                return


def tee(iterable, n=2):
    it = iter(iterable)
    queues = [[] for _ in range(n)]

    def step(mine):
        while True:
            if not mine:
                try:
                    value = next(it)
                except StopIteration:
                    return
                for queue in queues:
                    queue.append(value)
            yield mine.pop(0)

    return tuple(step(queue) for queue in queues)


def _lazy(make):
    # A loop takes the generator itself, which costs less.
    class lazy:
        def __init__(self, *args, **kwargs):
            self._it = make(*args, **kwargs)

        def __iter__(self):
            return self._it

        def __next__(self):
            return next(self._it)

    lazy.__name__ = lazy.__qualname__ = make.__name__
    return lazy


for _make in (cycle, islice, takewhile, dropwhile, filterfalse, compress, starmap, accumulate, pairwise, zip_longest, product,
              permutations, combinations, combinations_with_replacement):
    globals()[_make.__name__] = _lazy(_make)
