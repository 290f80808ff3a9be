import sys


def _lines(text):
    return text.splitlines(True)


def format_exception(exc, /, value=None, tb=None, limit=None, chain=True):
    exc = exc if isinstance(exc, BaseException) else value
    return _lines(_format(exc)) if exc is not None else ["NoneType: None\n"]


def format_exception_only(exc, /, value=None):
    return _lines(_format_only(exc if isinstance(exc, BaseException) else value))


def print_exception(exc, /, value=None, tb=None, limit=None, file=None, chain=True):
    (file or sys.stderr).write("".join(format_exception(exc, value)))


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1]))


def print_exc(limit=None, file=None, chain=True):
    (file or sys.stderr).write(format_exc())


def format_tb(tb, limit=None):
    raise NotImplementedError("traceback.format_tb() is Python, but Sockscope does not run it: use format_exc()")


print_tb = extract_tb = extract_stack = print_stack = format_stack = format_tb
