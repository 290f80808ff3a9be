from collections import namedtuple as _namedtuple
import select as _select

EVENT_READ = 1
EVENT_WRITE = 2

SelectorKey = _namedtuple("SelectorKey", ["fileobj", "fd", "events", "data"])


def _fd(fileobj):
    try:
        fd = fileobj if isinstance(fileobj, int) else int(fileobj.fileno())
    except (AttributeError, TypeError, ValueError):
        raise ValueError(f"Invalid file object: {fileobj!r}") from None
    if fd < 0:
        raise ValueError(f"Invalid file descriptor: {fd}")
    return fd


class BaseSelector:
    pass


class _SelectorMapping:
    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._keys)

    def __getitem__(self, fileobj):
        key = self._selector._find(fileobj)
        if key is None:
            raise KeyError(f"{fileobj!r} is not registered")
        return key

    def __iter__(self):
        return iter(self._selector._keys)

    def __contains__(self, fileobj):
        return self._selector._find(fileobj) is not None

    def get(self, fileobj, default=None):
        return self[fileobj] if fileobj in self else default

    def keys(self):
        return self._selector._keys.keys()

    def values(self):
        return self._selector._keys.values()

    def items(self):
        return self._selector._keys.items()


class _BaseSelectorImpl(BaseSelector):
    def __init__(self):
        self._keys = {}
        self._map = _SelectorMapping(self)

    def register(self, fileobj, events, data=None):
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f"Invalid events: {events!r}")
        key = SelectorKey(fileobj, _fd(fileobj), events, data)
        if key.fd in self._keys:
            raise KeyError(f"{fileobj!r} (FD {key.fd}) is already registered")
        self._keys[key.fd] = key
        return key

    def _find(self, fileobj):
        for key in self._keys.values():
            if key.fileobj is fileobj:
                return key
        return self._keys.get(fileobj if isinstance(fileobj, int) else fileobj.fileno())

    def unregister(self, fileobj):
        key = self._find(fileobj)
        if key is None:
            raise KeyError(f"{fileobj!r} is not registered")
        return self._keys.pop(key.fd)

    def modify(self, fileobj, events, data=None):
        key = self._find(fileobj)
        if key is None:
            raise KeyError(f"{fileobj!r} is not registered")
        key = self._keys[key.fd] = key._replace(events=events, data=data)
        return key

    def select(self, timeout=None):
        if timeout is not None:
            timeout = max(timeout, 0)
        reading = [fd for fd, key in self._keys.items() if key.events & EVENT_READ]
        writing = [fd for fd, key in self._keys.items() if key.events & EVENT_WRITE]
        readable, writable, _ = _select.select(reading, writing, [], timeout)
        ready = []
        for fd, key in self._keys.items():
            events = (EVENT_READ if fd in readable else 0) | (EVENT_WRITE if fd in writable else 0)
            if events:
                ready.append((key, events))
        return ready

    def close(self):
        self._keys.clear()
        self._map = None

    def get_key(self, fileobj):
        if self._map is None:
            raise RuntimeError("Selector is closed")
        return self._map[fileobj]

    def get_map(self):
        return self._map

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class SelectSelector(_BaseSelectorImpl):
    pass


class PollSelector(_BaseSelectorImpl):
    pass


class EpollSelector(_BaseSelectorImpl):
    pass


DefaultSelector = EpollSelector
