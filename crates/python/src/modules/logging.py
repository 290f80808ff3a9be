import sys
from sys import _caller
import time as _time

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
_names = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_levels = {name: level for level, name in _names.items()}
_levels.update(WARN=30, FATAL=50)
BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
raiseExceptions = True
_start = _time.time()


def getLevelName(level):
    if isinstance(level, str):
        return _levels.get(level, f"Level {level}")
    return _names.get(level, f"Level {level}")


def addLevelName(level, name):
    _names[level] = name
    _levels[name] = level


def _level(level):
    if isinstance(level, int):
        return level
    if level not in _levels:
        raise ValueError(f"Unknown level: {level!r}")
    return _levels[level]


class LogRecord:
    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None):
        import os
        import threading
        worker, now, script = threading.current_thread(), _time.time(), pathname.split("/")[-1]
        named = len(args) == 1 and isinstance(args[0], dict) and args[0]
        self.__dict__.update(
            name=name, msg=msg, args=named or args, levelno=level, levelname=getLevelName(level),
            pathname=pathname, filename=script, module=script.rsplit(".", 1)[0], lineno=lineno, funcName=func,
            exc_info=exc_info, exc_text=None, stack_info=sinfo,
            created=now, msecs=float(int(now % 1 * 1000)), relativeCreated=(now - _start) * 1000,
            thread=worker.ident, threadName=worker.name, process=os.getpid(), processName="MainProcess")

    def getMessage(self):
        return str(self.msg) % self.args if self.args else str(self.msg)


def _fill(style, form, values):
    if style == "{":
        return form.format(**values)
    if style == "$":
        import string
        return string.Template(form).substitute(**values)
    return form % values


class Formatter:
    default_time_format, default_msec_format = "%Y-%m-%d %H:%M:%S", "%s,%03d"

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        plain = {"%": "%(message)s", "{": "{message}", "$": "${message}"}[style]
        self._fmt, self._style, self.datefmt = fmt or plain, style, datefmt

    def formatTime(self, record, datefmt=None):
        moment = _time.localtime(record.created)
        text = _time.strftime(datefmt or self.default_time_format, moment)
        return text if datefmt else self.default_msec_format % (text, record.msecs)

    def formatException(self, ei):
        from traceback import format_exception
        return "".join(format_exception(ei[1])).rstrip("\n")

    def format(self, record):
        values = record.__dict__
        values["message"] = record.getMessage()
        if "asctime" in self._fmt:
            values["asctime"] = self.formatTime(record, self.datefmt)
        line = _fill(self._style, self._fmt, values)
        trace = record.exc_text
        if not trace and record.exc_info:
            trace = record.exc_text = self.formatException(record.exc_info)
        return line.removesuffix("\n") + "\n" + trace if trace else line


class Filter:
    def __init__(self, name=""):
        self.name = name

    def filter(self, record):
        return not self.name or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer:
    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        self.filters.append(filter)

    def removeFilter(self, filter):
        self.filters.remove(filter)

    def filter(self, record):
        for each in self.filters:
            accepts = getattr(each, "filter", each)
            if not accepts(record):
                return False
        return True


class _Levelled(Filterer):
    def __init__(self, level):
        super().__init__()
        self.setLevel(level)

    def setLevel(self, level):
        self.level = _level(level)


class Handler(_Levelled):
    formatter = None

    def __init__(self, level=NOTSET):
        super().__init__(level)

    def setFormatter(self, fmt):
        self.formatter = fmt

    def format(self, record):
        chosen = self.formatter or Formatter()
        return chosen.format(record)

    def handle(self, record):
        wanted = self.filter(record)
        if wanted:
            self.emit(record)
        return wanted

    def handleError(self, record):
        import traceback
        print("--- Logging error ---", file=sys.stderr)
        traceback.print_exc()
        print("Call stack:", file=sys.stderr)
        print(f'  File "{record.pathname}", line {record.lineno}, in {record.funcName}\n    {record.code}', file=sys.stderr)
        print(f"Message: {record.msg!r}\nArguments: {record.args!r}", file=sys.stderr)

    @property
    def name(self):
        return self.__dict__.get("_name")

    @name.setter
    def name(self, name):
        self._name = name

    def set_name(self, name):
        self._name = name

    def get_name(self):
        return self.name

    def acquire(self):
        pass

    release = createLock = acquire

    def __repr__(self):
        return f"<{type(self).__name__} ({getLevelName(self.level)})>"

    def emit(self, record):
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def flush(self):
        pass

    close = flush


class StreamHandler(Handler):
    terminator = "\n"

    def __init__(self, stream=None):
        super().__init__()
        self.stream = stream if stream is not None else sys.stderr

    def setStream(self, stream):
        before, self.stream = self.stream, stream
        return before

    def __repr__(self):
        name = getattr(self.stream, "name", "")
        return f"<{type(self).__name__} {name}{' ' if name else ''}({getLevelName(self.level)})>"

    def emit(self, record):
        try:
            line = self.format(record)
            self.stream.write(line + self.terminator)
        except Exception:
            self.handleError(record)


class FileHandler(Handler):
    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        raise NotImplementedError("logging.FileHandler is Python, but Sockscope does not run it: there are no files here")


class NullHandler(Handler):
    def handle(self, record):
        pass


def _at(level):
    # The method that logs at this level.
    def method(self, msg, *values, **options):
        self.log(level, msg, *values, **options)
    return method


class _Speaker:
    debug, info, warning = _at(DEBUG), _at(INFO), _at(WARNING)
    error, critical = _at(ERROR), _at(CRITICAL)
    warn, fatal = warning, critical

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.error(msg, *args, exc_info=exc_info, **kwargs)


class Logger(_Speaker, _Levelled):
    parent, propagate, disabled = None, True, False

    def __reduce__(self):
        if getLogger(self.name) is not self:
            import pickle
            raise pickle.PicklingError("logger cannot be pickled")
        return getLogger, (self.name,)

    def __init__(self, name, level=NOTSET):
        super().__init__(level)
        self.name, self.handlers = name, []

    def __repr__(self):
        level = getLevelName(self.getEffectiveLevel())
        return f"<{type(self).__name__} {self.name} ({level})>"

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        record = LogRecord(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        record.__dict__.update(extra or {})
        return record

    def addHandler(self, hdlr):
        if hdlr not in self.handlers:
            self.handlers += [hdlr]

    def removeHandler(self, hdlr):
        self.handlers = [kept for kept in self.handlers if kept is not hdlr]

    def _heard_by(self):
        # The handlers of this logger and of those above it, as far as it propagates.
        heard, here = [], self
        while here is not None:
            heard += here.handlers
            here = here.parent if here.propagate else None
        return heard

    def hasHandlers(self):
        return bool(self._heard_by())

    def getEffectiveLevel(self):
        inherited = self.parent.getEffectiveLevel() if self.parent else NOTSET
        return self.level or inherited

    def isEnabledFor(self, level):
        return not self.disabled and level >= max(_disabled[0] + 1, self.getEffectiveLevel())

    def getChild(self, suffix):
        return getLogger(f"{self.name}.{suffix}" if self.parent else suffix)

    def log(self, level, msg, *args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        if self.isEnabledFor(level):
            if isinstance(exc_info, BaseException):
                exc_info = type(exc_info), exc_info, exc_info.__traceback__
            elif exc_info and type(exc_info) is not tuple:
                exc_info = sys.exc_info()
            function, line, file, code = _caller()
            record = LogRecord(self.name, level, file, line, msg, args, exc_info, function)
            record.code = code
            record.__dict__.update(extra or {})
            self.handle(record)

    def handle(self, record):
        if self.filter(record):
            self.callHandlers(record)

    def callHandlers(self, record):
        listeners = self._heard_by()
        for listener in listeners:
            if listener.level <= record.levelno:
                listener.handle(record)
        if not listeners and record.levelno >= WARNING:
            print(record.getMessage(), file=sys.stderr)


class LoggerAdapter(_Speaker):
    def __init__(self, logger, extra=None):
        self.logger, self.extra = logger, extra

    def process(self, msg, kwargs):
        return msg, {**kwargs, "extra": self.extra}

    def log(self, level, msg, *args, **kwargs):
        text, options = self.process(msg, kwargs)
        self.logger.log(level, text, *args, **options)


    def setLevel(self, level):
        self.logger.setLevel(level)

    def isEnabledFor(self, level):
        return self.logger.isEnabledFor(level)

    def getEffectiveLevel(self):
        return self.logger.getEffectiveLevel()

    def hasHandlers(self):
        return self.logger.hasHandlers()

    @property
    def name(self):
        return self.logger.name

    def __repr__(self):
        level = getLevelName(self.getEffectiveLevel())
        return f"<{type(self).__name__} {self.name} ({level})>"


class RootLogger(Logger):
    def __reduce__(self):
        return getLogger, ()

    def __init__(self, level):
        super().__init__("root", level)


root = RootLogger(WARNING)
_loggers, _disabled = {"root": root}, [0]


def getLogger(name=None):
    known = _loggers.get(name or "root")
    if known is None:
        known = _loggers[name] = Logger(name)
        above = name
        while known.parent is None:
            above = above.rpartition(".")[0]
            known.parent = _loggers.get(above) if above else root
    return known


def basicConfig(*, filename=None, filemode="a", format=None, datefmt=None, style="%", level=None, stream=None,
                handlers=None, force=False, encoding=None, errors=None):
    if force:
        root.handlers = []
    if root.handlers:
        return
    if filename:
        FileHandler(filename)
    usual = {"%": BASIC_FORMAT, "{": "{levelname}:{name}:{message}", "$": "${levelname}:${name}:${message}"}
    chosen = Formatter(format or usual[style], datefmt, style)
    for handler in [StreamHandler(stream)] if handlers is None else handlers:
        handler.formatter = handler.formatter or chosen
        root.addHandler(handler)
    if level is not None:
        root.setLevel(level)


def disable(level=CRITICAL):
    _disabled[0] = level


def shutdown():
    pass


def makeLogRecord(dict):
    record = LogRecord(None, 0, "", 0, "", (), None)
    record.__dict__.update(dict)
    return record


def getLevelNamesMapping():
    return _levels.copy()


def captureWarnings(capture):
    pass


def _by_root(name):
    def call(*values, **options):
        if not root.handlers:
            basicConfig()
        getattr(root, name)(*values, **options)
    return call


log, exception = _by_root("log"), _by_root("exception")
debug, info, warning = _by_root("debug"), _by_root("info"), _by_root("warning")
error, critical = _by_root("error"), _by_root("critical")
warn, fatal = warning, critical
