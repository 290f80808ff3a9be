_seen = set()
_filters, _recorded = [], []


def warn(message, category=None, stacklevel=1, source=None):
    import sys
    from sys import _caller
    if isinstance(message, Warning):
        category = type(message)
    category = category or UserWarning
    _, line, file, text = _caller()
    key = str(message), category, line
    if key in _seen or category in (PendingDeprecationWarning, ImportWarning, ResourceWarning):
        return
    for action, wanted in _filters:
        if issubclass(category, wanted):
            if action == "ignore":
                return
            if action == "error":
                raise message if isinstance(message, Warning) else category(message)
            break
    if not _filters or action != "always":
        _seen.add(key)
    if _recorded:
        _recorded[-1].append(WarningMessage(message if isinstance(message, Warning) else category(message), category, file, line))
    else:
        print(f"{file}:{line}: {category.__name__}: {message}\n  {text}", file=sys.stderr)


class WarningMessage:
    def __init__(self, message, category, filename, lineno):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno


def simplefilter(action, category=Warning, lineno=0, append=False):
    _filters.insert(0, (action, category))


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    simplefilter(action, category)


def resetwarnings():
    _filters.clear()


class catch_warnings:
    def __init__(self, *, record=False, **options):
        self._record = record

    def __enter__(self):
        self._before = _filters[:]
        if self._record:
            _recorded.append([])
            return _recorded[-1]

    def __exit__(self, *error):
        _filters[:] = self._before
        if self._record:
            _recorded.pop()
