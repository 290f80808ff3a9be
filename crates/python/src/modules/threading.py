import _thread
from _thread import RLock, allocate_lock as _new_lock, get_ident
from time import monotonic as _now

ThreadError, TIMEOUT_MAX = RuntimeError, 9223372036.0
_Reentrant = type(RLock())


def Lock():
    return _new_lock()


class _Patience:
    # How long somebody still waits: `left()` is None for ever, and zero or less when it is over.
    def __init__(self, seconds):
        self.due = seconds if seconds is None else _now() + seconds

    def left(self):
        return self.due if self.due is None else self.due - _now()


class ExceptHookArgs:
    def __init__(self, args):
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = args


def excepthook(args):
    import sys
    import traceback
    print(f"Exception in thread {args.thread.name}:", file=sys.stderr)
    traceback.print_exception(args.exc_value)


__excepthook__ = excepthook


class Thread:
    _unnamed = 0

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        if group is not None:
            raise AssertionError("group argument must be None for now")
        self._target, self._args, self._kwargs = target, args, kwargs or {}
        self._name = Thread._next_name(target) if name is None else str(name)
        self._background = current_thread().daemon if daemon is None else daemon
        # The machine's number of the thread, once it is started.
        self._number = None

    @staticmethod
    def _next_name(target):
        Thread._unnamed += 1
        purpose = getattr(target, "__name__", None)
        return f"Thread-{Thread._unnamed}" + (f" ({purpose})" if purpose else "")

    def start(self):
        if self._number is not None:
            raise RuntimeError("threads can only be started once")
        self._number = -1
        _running.append(self)
        self._number = _thread.start(self._live, self, bool(self._background))

    def _live(self):
        try:
            self.run()
        except Exception as error:
            # The machine itself reports what nobody else does.
            if excepthook is __excepthook__:
                raise
            excepthook(ExceptHookArgs((type(error), error, error.__traceback__, self)))
        finally:
            _running.remove(self)

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # What the thread worked on is let go of with it.
            self._target, self._args, self._kwargs = None, (), {}

    def join(self, timeout=None):
        if self._number is None:
            raise RuntimeError("cannot join thread before it is started")
        if current_thread() is self:
            raise RuntimeError("cannot join current thread")
        _thread.join(self._number, timeout)

    def is_alive(self):
        return False if self._number is None else _thread.alive(self._number)

    def getName(self):
        return self._name

    def setName(self, name):
        self._name = str(name)

    def isDaemon(self):
        return self._background

    def setDaemon(self, daemonic):
        if self._number is not None:
            raise RuntimeError("cannot set daemon status of active thread")
        self._background = daemonic

    name = property(getName, setName)
    daemon = property(isDaemon, setDaemon)

    @property
    def ident(self):
        if self._number is not None:
            return 140000000000000 + 8392704 * self._number

    native_id = ident

    def __repr__(self):
        if self._number is None:
            words = ["initial"]
        else:
            words = ["started" if self.is_alive() else "stopped"]
        if self._background:
            words.append("daemon")
        if self._number is not None:
            words.append(str(self.ident))
        return f"<{type(self).__name__}({self._name}, {' '.join(words)})>"


class _MainThread(Thread):
    def __init__(self):
        super().__init__(name="MainThread", daemon=False)
        self._number = 0


_first = _MainThread()
_running = [_first]


def main_thread():
    return _first


def current_thread():
    started = _thread.current()
    return _first if started is None else started


def enumerate():
    return [thread for thread in _running if thread.is_alive()]


def active_count():
    return len(enumerate())


currentThread, activeCount = current_thread, active_count


class Condition:
    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self.acquire, self.release = self._lock.acquire, self._lock.release
        # One locked lock for each thread that waits; opening it wakes the thread.
        self._gates = []

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def _demand_lock(self, purpose):
        lock = self._lock
        held = lock._is_owned() if isinstance(lock, _Reentrant) else lock.locked()
        if not held:
            raise RuntimeError(f"cannot {purpose} on un-acquired lock")

    def wait(self, timeout=None):
        self._demand_lock("wait")
        gate = _new_lock()
        gate.acquire()
        self._gates.append(gate)
        depth = 1
        self.release()
        while self._lock._is_owned():
            depth += 1
            self.release()
        opened = False
        try:
            if timeout is None:
                opened = gate.acquire()
            else:
                opened = gate.acquire(True, timeout) if timeout > 0 else gate.acquire(False)
            return opened
        finally:
            if not opened and gate in self._gates:
                self._gates.remove(gate)
            for _ in range(depth):
                self.acquire()

    def wait_for(self, predicate, timeout=None):
        patience = _Patience(timeout)
        while True:
            answer = predicate()
            if answer:
                return answer
            left = patience.left()
            if left is not None and left <= 0:
                return answer
            self.wait(left)

    def notify(self, n=1):
        self._demand_lock("notify")
        woken, self._gates = self._gates[:n], self._gates[n:]
        for gate in woken:
            gate.release()

    def notify_all(self):
        self.notify(len(self._gates))

    notifyAll = notify_all


class Event:
    def __init__(self):
        self._happened = False
        self._change = Condition(_new_lock())

    def is_set(self):
        return self._happened

    isSet = is_set

    def set(self):
        with self._change:
            self._happened = True
            self._change.notify_all()

    def clear(self):
        with self._change:
            self._happened = False

    def wait(self, timeout=None):
        with self._change:
            return self._happened or self._change.wait(timeout)

    def __repr__(self):
        return f"<threading.Event at {hex(id(self))}: {'set' if self._happened else 'unset'}>"


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value, self._change = value, Condition(_new_lock())

    def acquire(self, blocking=True, timeout=None):
        if timeout is not None and not blocking:
            raise ValueError("can't specify timeout for non-blocking acquire")
        with self._change:
            free = self._change.wait_for(lambda: self._value > 0, timeout if blocking else 0)
            if free:
                self._value -= 1
            return free

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        with self._change:
            self._value += n
            self._change.notify(n)

    __enter__ = acquire

    def __exit__(self, *error):
        self.release()


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._most = value

    def release(self, n=1):
        if self._most < self._value + n:
            raise ValueError("Semaphore released too many times")
        super().release(n)


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        self._change = Condition()
        self._action, self._patience = action, timeout
        self.parties, self.n_waiting, self.broken = parties, 0, False
        self._rounds = 0

    def wait(self, timeout=None):
        with self._change:
            self._demand_whole()
            place, mine = self.n_waiting, self._rounds
            self.n_waiting += 1
            if self.n_waiting == self.parties:
                self._open()
            else:
                seconds = self._patience if timeout is None else timeout
                if not self._change.wait_for(lambda: self.broken or self._rounds > mine, seconds):
                    self.abort()
                if self._rounds == mine:
                    self.n_waiting -= 1
                    self._demand_whole()
            return place

    def _open(self):
        if self._action:
            self._action()
        self._rounds += 1
        self.n_waiting = 0
        self._change.notify_all()

    def _demand_whole(self):
        if self.broken:
            raise BrokenBarrierError

    def abort(self):
        with self._change:
            self.broken = True
            self._change.notify_all()


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function = interval, function
        self.args, self.kwargs = args or [], kwargs or {}
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        called_off = self.finished.wait(self.interval)
        if not called_off:
            self.function(*self.args, **self.kwargs)
            self.finished.set()


class local:
    def __new__(cls, *args, **keywords):
        made = object.__new__(cls)
        object.__setattr__(made, "_by_thread", {})
        return made

    def __getattr__(self, name):
        try:
            return _own(self)[name]
        except KeyError:
            pass
        raise _lacks(self, name)

    def __setattr__(self, name, value):
        _own(self)[name] = value

    def __delattr__(self, name):
        if _own(self).pop(name, _own) is _own:
            raise _lacks(self, name)


def _lacks(holder, name):
    kind = "_thread._local" if type(holder) is local else type(holder).__name__
    return AttributeError(f"{kind!r} object has no attribute {name!r}")


def _own(holder):
    return object.__getattribute__(holder, "_by_thread").setdefault(get_ident(), {})
