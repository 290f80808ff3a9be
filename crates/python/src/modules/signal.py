SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGUSR1, SIGUSR2, SIGPIPE, SIGALRM, SIGTERM, SIGCHLD = 1, 2, 3, 9, 10, 12, 13, 14, 15, 17
SIG_DFL, SIG_IGN = 0, 1
_handlers = {}


def signal(signalnum, handler):
    """Remembers the handler: no signal ever comes here."""
    old = _handlers.get(signalnum, SIG_DFL)
    _handlers[signalnum] = handler
    return old


def getsignal(signalnum):
    return _handlers.get(signalnum, SIG_DFL)


def siginterrupt(signalnum, flag):
    pass


def alarm(seconds):
    raise NotImplementedError("signal.alarm() is Python, but Sockscope does not run it: there are no signals here")


def pause():
    raise NotImplementedError("signal.pause() is Python, but Sockscope does not run it: there are no signals here")
