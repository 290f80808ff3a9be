import threading
from threading import Event as _Event
from collections import deque as _deque

FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"
_shown = {"PENDING": "pending", "RUNNING": "running", "CANCELLED": "cancelled", "FINISHED": "finished"}


class Error(Exception):
    pass


class CancelledError(Error):
    pass


class InvalidStateError(Error):
    pass


TimeoutError = TimeoutError


class Future:
    def __init__(self):
        self._state, self._result, self._exception = "PENDING", None, None
        self._over, self._callbacks = _Event(), []

    def __repr__(self):
        what = ""
        if self._state == "FINISHED":
            what = f" raised {type(self._exception).__name__}" if self._exception else f" returned {type(self._result).__name__}"
        return f"<Future at {id(self):#x} state={_shown[self._state]}{what}>"

    def cancel(self):
        if self._state in ("RUNNING", "FINISHED"):
            return False
        self._end("CANCELLED")
        return True

    def cancelled(self):
        return self._state == "CANCELLED"

    def running(self):
        return self._state == "RUNNING"

    def done(self):
        return self._state in ("CANCELLED", "FINISHED")

    def _end(self, state):
        if self.done():
            return
        self._state = state
        self._over.set()
        for callback in self._callbacks:
            callback(self)

    def set_result(self, result):
        self._result = result
        self._end("FINISHED")

    def set_exception(self, exception):
        self._exception = exception
        self._end("FINISHED")

    def add_done_callback(self, fn):
        if self.done():
            fn(self)
        else:
            self._callbacks.append(fn)

    def _wait(self, timeout):
        if not self._over.wait(timeout):
            raise TimeoutError()
        if self.cancelled():
            raise CancelledError()

    def result(self, timeout=None):
        self._wait(timeout)
        if self._exception:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        self._wait(timeout)
        return self._exception


class Executor:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown()
        return False

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return (future.result(timeout) for future in futures)


class ThreadPoolExecutor(Executor):
    _made = -1

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        ThreadPoolExecutor._made += 1
        self._max_workers = max_workers or 8
        self._prefix = thread_name_prefix or f"ThreadPoolExecutor-{self._made}"
        self._start = initializer, initargs
        self._work, self._ready, self._idle = _deque(), threading.Condition(), 0
        self._threads, self._closed = [], False

    def submit(self, fn, /, *args, **kwargs):
        with self._ready:
            if self._closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = Future()
            self._work.append((future, fn, args, kwargs))
            if self._idle:
                self._idle -= 1
                self._ready.notify()
            elif len(self._threads) < self._max_workers:
                thread = threading.Thread(target=self._live, name=f"{self._prefix}_{len(self._threads)}")
                self._threads.append(thread)
                thread.start()
            return future

    def _live(self):
        initializer, initargs = self._start
        if initializer:
            initializer(*initargs)
        while True:
            with self._ready:
                while not self._work:
                    if self._closed or not threading.main_thread().is_alive():
                        return
                    self._idle += 1
                    self._ready.wait()
                future, fn, args, kwargs = self._work.popleft()
            if future.cancelled():
                continue
            future._state = "RUNNING"
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)
            future = fn = args = kwargs = result = None

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._ready:
            self._closed = True
            if cancel_futures:
                for future, *_ in self._work:
                    future.cancel()
            self._ready.notify_all()
        if wait:
            for thread in self._threads:
                thread.join()


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    from collections import namedtuple
    fs = set(fs)
    done = set()
    try:
        for future in as_completed(fs, timeout):
            done.add(future)
            failed = not future.cancelled() and future._exception is not None
            if return_when == FIRST_COMPLETED or return_when == FIRST_EXCEPTION and failed:
                break
    except TimeoutError:
        pass
    done = {future for future in fs if future.done()}
    return namedtuple("DoneAndNotDoneFutures", "done not_done")(done, fs - done)


def as_completed(fs, timeout=None):
    from queue import Queue, Empty
    fs = list(dict.fromkeys(fs))
    ended = Queue()
    for future in fs:
        future.add_done_callback(ended.put)
    for count in range(len(fs)):
        try:
            yield ended.get(timeout=timeout)
        except Empty:
            raise TimeoutError(f"{len(fs) - count} (of {len(fs)}) futures unfinished") from None
