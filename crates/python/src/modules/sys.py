class _Stream:
    """A console stream in text mode."""

    def __init__(self, console, name):
        self._console = console
        self.name = name
        self.mode = "r" if console == 0 else "w"
        self.encoding = "utf-8"
        self.errors = "strict" if console != 2 else "backslashreplace"
        self.closed = False
        self.line_buffering = False
        self.newlines = None

    def __repr__(self):
        return f"<_io.TextIOWrapper name={self.name!r} mode={self.mode!r} encoding='utf-8'>"

    def write(self, text):
        if self._console == 0:
            import io
            raise io.UnsupportedOperation("not writable")
        return _write(self._console, text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def close(self):
        self.closed = True

    def fileno(self):
        return self._console

    def isatty(self):
        return False

    def readable(self):
        return self._console == 0

    def writable(self):
        return self._console != 0

    def seekable(self):
        return False

    def reconfigure(self, **options):
        pass

    def readline(self, size=-1):
        if self._console != 0:
            import io
            raise io.UnsupportedOperation("not readable")
        return _read_line()

    def read(self, size=-1):
        return "".join(self)

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    @property
    def buffer(self):
        return _Buffer(self)


class _Buffer:
    """The stream in bytes; text that is not UTF-8 shows as replacement characters."""

    def __init__(self, stream):
        self._stream = stream
        self.name = stream.name

    def write(self, data):
        data = bytes(data)
        self._stream.write(data.decode("utf-8", "replace"))
        return len(data)

    def flush(self):
        pass

    def fileno(self):
        return self._stream.fileno()

    def readline(self, size=-1):
        return self._stream.readline().encode()

    def read(self, size=-1):
        return self._stream.read().encode()

    def __iter__(self):
        return iter(line.encode() for line in self._stream)


class _VersionInfo(tuple):
    major = property(lambda self: self[0])
    minor = property(lambda self: self[1])
    micro = property(lambda self: self[2])
    releaselevel = property(lambda self: self[3])
    serial = property(lambda self: self[4])

    def __repr__(self):
        return "sys.version_info(major=3, minor=11, micro=7, releaselevel='final', serial=0)"


class _Flags:
    debug = optimize = verbose = quiet = 0
    dev_mode = False
    utf8_mode = 0


class _Implementation:
    name = "cpython"
    cache_tag = "cpython-311"


stdin = __stdin__ = _Stream(0, "<stdin>")
stdout = __stdout__ = _Stream(1, "<stdout>")
stderr = __stderr__ = _Stream(2, "<stderr>")
version_info = _VersionInfo((3, 11, 7, "final", 0))
_VersionInfo.__name__ = "version_info"
version = "3.11.7 (main, Dec  4 2023, 00:00:00) [GCC 12.2.0]"
implementation = _Implementation()
flags = _Flags()
byteorder = "little"
platform = "linux"
executable = "/usr/bin/python3"
prefix = base_prefix = "/usr"
path = [""]
orig_argv = ["python3"] + argv
dont_write_bytecode = False
copyright = "Copyright (c) 2001-2023 Python Software Foundation."
float_repr_style = "short"
builtin_module_names = ()
ps1, ps2 = ">>> ", "... "


class _FloatInfo:
    max, max_exp, max_10_exp = 1.7976931348623157e+308, 1024, 308
    min, min_exp, min_10_exp = 2.2250738585072014e-308, -1021, -307
    dig, mant_dig, epsilon, radix, rounds = 15, 53, 2.220446049250313e-16, 2, 1


float_info = _FloatInfo()
api_version = 1013


def is_finalizing():
    return False


def getdefaultencoding():
    return "utf-8"


def getfilesystemencoding():
    return "utf-8"


def getswitchinterval():
    return 0.005


def setswitchinterval(interval):
    pass


def get_int_max_str_digits():
    return 4300


def settrace(function):
    raise NotImplementedError("sys.settrace() is Python, but Sockscope does not run it: it traces by itself")


def displayhook(value):
    if value is not None:
        print(repr(value))
