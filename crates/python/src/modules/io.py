SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class UnsupportedOperation(OSError, ValueError):
    pass


UnsupportedOperation.__module__ = "io"


class IOBase:
    closed = False

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *error):
        self.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    _closed_text = "I/O operation on closed file."

    def _check(self):
        if self.closed:
            raise ValueError(self._closed_text)

    def close(self):
        self.closed = True

    def flush(self):
        self._check()

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def isatty(self):
        return False

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def readlines(self, hint=-1):
        return list(self)

    def writelines(self, lines):
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    pass


class BufferedIOBase(IOBase):
    pass


class TextIOBase(IOBase):
    pass


class _Memory(IOBase):
    """A file in memory; `_data` is a bytearray or a str."""

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def tell(self):
        self._check()
        return self._pos

    def read(self, size=-1, /):
        self._check()
        end = len(self._data) if size is None or size < 0 else self._pos + size
        part = self._out(self._data[self._pos:end])
        self._pos = max(self._pos, min(end, len(self._data)))
        return part

    def readline(self, size=-1, /):
        self._check()
        at = self._data.find(self._newline, self._pos)
        end = len(self._data) if at < 0 else at + 1
        if size is not None and size >= 0:
            end = min(end, self._pos + size)
        part = self._out(self._data[self._pos:end])
        self._pos = max(self._pos, min(end, len(self._data)))
        return part


class BytesIO(_Memory, BufferedIOBase):
    _newline = b"\n"
    _out = staticmethod(bytes)

    def __init__(self, initial_bytes=b""):
        if isinstance(initial_bytes, (str, int)):
            raise TypeError(f"a bytes-like object is required, not '{type(initial_bytes).__name__}'")
        self._data = bytearray(initial_bytes or b"")
        self._pos = 0

    def getvalue(self):
        self._check()
        return bytes(self._data)

    def getbuffer(self):
        return memoryview(self._data)

    read1 = _Memory.read

    def readinto(self, buffer):
        part = self.read(len(buffer))
        buffer[:len(part)] = part
        return len(part)

    def write(self, b, /):
        self._check()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        b = bytes(b)
        if self._pos > len(self._data):
            self._data += bytes(self._pos - len(self._data))
        if self._pos == len(self._data):
            self._data += b
        else:
            self._data[self._pos:self._pos + len(b)] = b
        self._pos += len(b)
        return len(b)

    def seek(self, pos, whence=0, /):
        self._check()
        if whence == 0 and pos < 0:
            raise ValueError(f"negative seek value {pos}")
        self._pos = max(0, pos + (0, self._pos, len(self._data))[whence])
        return self._pos

    def truncate(self, size=None, /):
        size = self._pos if size is None else size
        del self._data[size:]
        return size


class StringIO(_Memory, TextIOBase):
    _closed_text = "I/O operation on closed file"
    _newline = "\n"
    _out = staticmethod(str)
    encoding = errors = None

    def __init__(self, initial_value="", newline="\n"):
        self._data = initial_value or ""
        self._pos = 0

    def getvalue(self):
        self._check()
        return self._data

    def write(self, s, /):
        self._check()
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        if self._pos > len(self._data):
            self._data += "\0" * (self._pos - len(self._data))
        self._data = self._data[:self._pos] + s + self._data[self._pos + len(s):]
        self._pos += len(s)
        return len(s)

    def seek(self, pos, whence=0, /):
        self._check()
        if whence == 0 and pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        if whence != 0 and pos != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._pos = (pos, self._pos, len(self._data))[whence]
        return self._pos

    def truncate(self, size=None, /):
        size = self._pos if size is None else size
        self._data = self._data[:size]
        return size


class TextIOWrapper(TextIOBase):
    """Text over a file of bytes."""

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        self.buffer = buffer
        self.encoding = encoding or "utf-8"
        self.errors = errors or "strict"
        self._newline = newline
        self.closed = False

    def _text(self, data):
        text = data.decode(self.encoding, self.errors)
        return text.replace("\r\n", "\n").replace("\r", "\n") if self._newline is None else text

    def read(self, size=-1):
        return self._text(self.buffer.read() if size is None or size < 0 else self.buffer.read(size))

    def readline(self, size=-1):
        return self._text(self.buffer.readline())

    def write(self, s):
        if not isinstance(s, str):
            raise TypeError(f"write() argument must be str, not {type(s).__name__}")
        self._check()
        if self._newline in ("\r", "\r\n"):
            self.buffer.write(s.replace("\n", self._newline).encode(self.encoding, self.errors))
            return len(s)
        self.buffer.write(s.encode(self.encoding, self.errors))
        return len(s)

    def flush(self):
        self.buffer.flush()

    def detach(self):
        return self.buffer

    def close(self):
        if not self.closed:
            self.closed = True
            self.buffer.close()


class BufferedReader(BufferedIOBase):
    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        self.raw = raw

    def read(self, size=-1):
        return self.raw.read(size)

    read1 = read

    def readinto(self, buffer):
        return self.raw.readinto(buffer)

    def readline(self, size=-1):
        return self.raw.readline(size)

    def peek(self, size=0):
        at = self.raw.tell()
        data = self.raw.read()
        self.raw.seek(at)
        return data

    def readable(self):
        return True

    def seek(self, pos, whence=0):
        return self.raw.seek(pos, whence)

    def tell(self):
        return self.raw.tell()

    def close(self):
        if not self.closed:
            self.closed = True
            self.raw.close()


class BufferedWriter(BufferedReader):
    def write(self, data):
        return self.raw.write(data)

    def flush(self):
        self.raw.flush()

    def writable(self):
        return True


class BufferedRandom(BufferedWriter):
    pass


BufferedRWPair = BufferedWriter


def open(*args, **kwargs):
    raise NotImplementedError("open() is Python, but Sockscope does not run it: there are no files here")
