import functools as _functools
import sys as _sys


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


class ContextDecorator:
    def _fresh(self):
        return self

    def __call__(self, func):
        def within(*given, **named):
            with self._fresh():
                return func(*given, **named)
        return _functools.update_wrapper(within, func)


class _Halves(AbstractContextManager, ContextDecorator):
    # A generator with one `yield`: the half before it enters, the half after it leaves.
    def __init__(self, start):
        self._start, self.gen = start, start()

    def _fresh(self):
        return _Halves(self._start)

    def __enter__(self):
        for entered in self.gen:
            return entered
        raise RuntimeError("generator didn't yield")

    def __exit__(self, kind, error, trace):
        if kind is None:
            for _ in self.gen:
                raise RuntimeError("generator didn't stop")
            return False
        thrown = kind() if error is None else error
        try:
            self.gen.throw(thrown)
        except BaseException as seen:
            if isinstance(seen, StopIteration):
                # The generator ended, which swallows the error, or let a StopIteration through.
                return seen is not thrown
            passed_on = isinstance(seen, RuntimeError) and isinstance(thrown, StopIteration) and seen.__cause__ is thrown
            if seen is thrown or passed_on:
                # The way through the generator is not told.
                thrown.__traceback__ = trace
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(func):
    def make(*given, **named):
        return _Halves(lambda: func(*given, **named))
    return _functools.update_wrapper(make, func)


class nullcontext(AbstractContextManager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result


class closing(AbstractContextManager):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *error):
        self.thing.close()


class suppress(AbstractContextManager):
    def __init__(self, *exceptions):
        self._kinds = exceptions

    def __exit__(self, kind, error, trace):
        return False if kind is None else issubclass(kind, self._kinds)


class _Redirect(AbstractContextManager):
    def __init__(self, new_target):
        self._there, self._before = new_target, []

    def __enter__(self):
        name = self._stream
        self._before.append(getattr(_sys, name))
        setattr(_sys, name, self._there)
        return self._there

    def __exit__(self, *error):
        setattr(_sys, self._stream, self._before.pop())


class redirect_stdout(_Redirect):
    _stream = "stdout"


class redirect_stderr(_Redirect):
    _stream = "stderr"


class ExitStack(AbstractContextManager):
    def __init__(self):
        # What is to be done at the end, the last first.
        self._pending = []

    def enter_context(self, cm):
        entered = cm.__enter__()
        self._pending.append(cm.__exit__)
        return entered

    def push(self, exit):
        manages = hasattr(type(exit), "__exit__")
        self._pending.append(exit.__exit__ if manages else exit)
        return exit

    def callback(self, callback, /, *args, **kwds):
        def run(*error):
            callback(*args, **kwds)
        self._pending.append(run)
        return callback

    def pop_all(self):
        heir = type(self)()
        heir._pending = self._pending
        self._pending = []
        return heir

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, kind, error, trace):
        current = error
        while self._pending:
            details = (None, None, None) if current is None else (type(current), current, current.__traceback__)
            try:
                if self._pending.pop()(*details) and current is not None:
                    current = None
            except BaseException as newer:
                current = newer
        if current is None:
            return error is not None
        if current is not error:
            raise current
        return False
