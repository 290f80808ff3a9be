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


class FrameSummary:
    def __init__(self, filename, lineno, name, line, text):
        self.filename, self.lineno, self.name, self.line, self._text = filename, lineno, name, line, text

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __getitem__(self, at):
        return list(self)[at]

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    def format(self):
        return [entry._text for entry in self]


def extract_tb(tb, limit=None):
    entries = [FrameSummary(*entry) for entry in _entries(tb)]
    if limit is not None:
        entries = entries[:limit] if limit >= 0 else entries[limit:]
    return StackSummary(entries)


def format_list(extracted_list):
    return [entry._text for entry in extracted_list]


def print_list(extracted_list, file=None):
    (file or sys.stderr).write("".join(format_list(extracted_list)))


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    print_list(extract_tb(tb, limit), file)


def extract_stack(f=None, limit=None):
    raise NotImplementedError("traceback.extract_stack() is Python, but Sockscope does not run it: use format_exc()")


print_stack = format_stack = extract_stack
