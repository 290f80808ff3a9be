error = OSError
POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
EPOLLIN, EPOLLPRI, EPOLLOUT, EPOLLERR, EPOLLHUP, EPOLLRDHUP = 1, 2, 4, 8, 16, 8192
EPOLLET, EPOLLONESHOT = 1 << 31, 1 << 30


def _fd(fd):
    return fd if isinstance(fd, int) else fd.fileno()


class poll:
    _scale = 1000

    def __init__(self, *args):
        self._watched = {}
        self.closed = False

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT):
        self._watched[_fd(fd)] = eventmask

    def modify(self, fd, eventmask):
        if _fd(fd) not in self._watched:
            raise FileNotFoundError(2, "No such file or directory")
        self._watched[_fd(fd)] = eventmask

    def unregister(self, fd):
        del self._watched[_fd(fd)]

    def poll(self, timeout=None, maxevents=-1):
        reading = [fd for fd, mask in self._watched.items() if mask & (POLLIN | POLLPRI)]
        writing = [fd for fd, mask in self._watched.items() if mask & POLLOUT]
        if timeout is not None:
            timeout = None if timeout < 0 else timeout / self._scale
        readable, writable, _ = select(reading, writing, [], timeout)
        found = []
        for fd in self._watched:
            mask = (POLLIN if fd in readable else 0) | (POLLOUT if fd in writable else 0)
            if mask:
                found.append((fd, mask))
        return found if maxevents < 0 else found[:maxevents]


class epoll(poll):
    _scale = 1

    def close(self):
        self.closed = True

    def fileno(self):
        return -1

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()
