_seen = set()
_ignoring = []


def warn(message, category=None, stacklevel=1, source=None):
    import sys
    if isinstance(message, Warning):
        category = type(message)
    category = category or UserWarning
    key = (str(message), category)
    if key in _seen or _ignoring or category in (DeprecationWarning, ResourceWarning):
        return
    _seen.add(key)
    print(f"{category.__name__}: {message}", file=sys.stderr)


def simplefilter(action, category=Warning, lineno=0, append=False):
    if action == "ignore":
        _ignoring.append(category)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    simplefilter(action, category)


def resetwarnings():
    _ignoring.clear()


class catch_warnings:
    def __init__(self, *, record=False, **options):
        self._record = record

    def __enter__(self):
        return [] if self._record else None

    def __exit__(self, *error):
        pass
