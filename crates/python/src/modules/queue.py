import heapq as _heapq
import threading as _threading


class Empty(Exception):
    pass


class Full(Exception):
    pass


Empty.__module__, Full.__module__ = "_queue", "queue"


class Queue:
    def __init__(self, maxsize=0):
        self.maxsize, self.queue, self.unfinished_tasks = maxsize, [], 0
        lock = self.mutex = _threading.Lock()
        self.not_empty, self.not_full, self.all_tasks_done = (_threading.Condition(lock) for _ in range(3))

    # The order in which items leave is the business of these two.

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.pop(0)

    def qsize(self):
        return len(self.queue)

    def empty(self):
        return len(self.queue) == 0

    def full(self):
        return self.maxsize > 0 and len(self.queue) >= self.maxsize

    def _until(self, change, ready, block, timeout, failure):
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not change.wait_for(ready, timeout if block else 0):
            raise failure

    def put(self, item, block=True, timeout=None):
        with self.mutex:
            if self.maxsize > 0:
                self._until(self.not_full, lambda: not self.full(), block, timeout, Full)
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        with self.mutex:
            self._until(self.not_empty, lambda: self.queue, block, timeout, Empty)
            try:
                return self._get()
            finally:
                self.not_full.notify()

    def put_nowait(self, item):
        self.put(item, False)

    def get_nowait(self):
        return self.get(False)

    def task_done(self):
        with self.mutex:
            if self.unfinished_tasks == 0:
                raise ValueError("task_done() called too many times")
            self.unfinished_tasks -= 1
            if self.unfinished_tasks == 0:
                self.all_tasks_done.notify_all()

    def join(self):
        with self.mutex:
            self.all_tasks_done.wait_for(lambda: self.unfinished_tasks == 0)


class LifoQueue(Queue):
    def _get(self):
        return self.queue.pop()


class PriorityQueue(Queue):
    def _put(self, item):
        _heapq.heappush(self.queue, item)

    def _get(self):
        return _heapq.heappop(self.queue)


class SimpleQueue(Queue):
    pass
