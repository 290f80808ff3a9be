_GLOBAL_DEFAULT_TIMEOUT = object()


class _Constant(int):
    def __repr__(self):
        return f"<{type(self).__name__}.{self.name}: {int(self)}>"

    def __str__(self):
        return str(int(self))

    def __reduce_ex__(self, protocol):
        return type(self), (int(self),)

    @property
    def value(self):
        return int(self)


class AddressFamily(_Constant):
    pass


class SocketKind(_Constant):
    pass


def _named(kind, start):
    found = {}
    for name, value in [*globals().items()]:
        if name.startswith(start):
            found[value] = globals()[name] = value = kind(value)
            value.name = name
    return found


_families, _kinds = _named(AddressFamily, "AF_"), _named(SocketKind, "SOCK_")


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    if host is None:
        host = "0.0.0.0" if flags & AI_PASSIVE else "127.0.0.1"
    if isinstance(port, str) and not port.isdigit():
        try:
            port = getservbyname(port)
        except OSError:
            raise gaierror(-8, "Servname not supported for ai_socktype") from None
    address = (_resolve(host), int(port) if port is not None else 0)
    found = [(AF_INET, SOCK_STREAM, 6, "", address), (AF_INET, SOCK_DGRAM, 17, "", address), (AF_INET, SOCK_RAW, 0, "", address)]
    return [entry for entry in found if type in (0, entry[1]) and proto in (0, entry[2])]


def getfqdn(name=""):
    return name or gethostname()


def gethostbyname_ex(host):
    return (host, [], [gethostbyname(host)])


def gethostbyaddr(host):
    return (gethostname(), [], [gethostbyname(host)])


def inet_pton(family, text):
    return inet_aton(text)


def inet_ntop(family, packed):
    return inet_ntoa(packed)


_SERVICES = {"http": 80, "https": 443, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "domain": 53, "echo": 7, "daytime": 13, "time": 37,
             "pop3": 110, "ntp": 123, "imap2": 143, "snmp": 161}


def getservbyname(name, protocol=None):
    if name not in _SERVICES:
        raise OSError("service/proto not found")
    return _SERVICES[name]


def getservbyport(port, protocol=None):
    for name, known in _SERVICES.items():
        if known == port:
            return name
    raise OSError("port/proto not found")


def getprotobyname(name):
    known = {"ip": 0, "icmp": 1, "tcp": 6, "udp": 17}
    if name not in known:
        raise OSError("protocol not found")
    return known[name]


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    host, port = address
    sock = None
    try:
        # As `getaddrinfo` says; so it prints.
        sock = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)
        if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
            sock.settimeout(timeout)
        if source_address:
            sock.bind(source_address)
        sock.connect((host, port))
        return sock
    except OSError:
        if sock is not None:
            sock.close()
        raise


def create_server(address, *, family=2, backlog=None, reuse_port=False, dualstack_ipv6=False):
    sock = socket(family, SOCK_STREAM)
    try:
        sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        sock.bind(address)
        if backlog is None:
            sock.listen()
        else:
            sock.listen(backlog)
        return sock
    except BaseException:
        sock.close()
        raise


def has_dualstack_ipv6():
    return False


def close(fd):
    socket(fileno=fd).close()


class SocketIO:
    def __init__(self, sock, mode):
        self._sock = sock
        self.mode = mode
        self.closed = False
        self._reading = "r" in mode or "+" in mode
        self._writing = "w" in mode or "+" in mode
        sock._add_file()

    def readable(self):
        return self._reading

    def writable(self):
        return self._writing

    def seekable(self):
        return False

    def fileno(self):
        return self._sock.fileno()

    def read1(self, size):
        return self._sock.recv(size)

    def write(self, data):
        return self._sock.send(data)

    def close(self):
        if not self.closed:
            self.closed = True
            self._sock._drop_file()


class _SocketFile:
    def __init__(self, raw, binary, encoding, errors, newline, reading, writing, buffering):
        self._raw = raw
        self.mode = raw.mode
        self._binary = binary
        self.encoding = encoding
        self.errors = errors
        self._newline = newline
        self._reading = reading
        self._writing = writing
        self._buffer = b""
        self._pending = []
        self._pending_size = 0
        self._limit = 0 if buffering == 0 else 8192
        self._by_line = buffering == 1
        self._eof = False
        self.closed = False

    def __repr__(self):
        name = self._raw.fileno()
        if not self._binary:
            return f"<_io.TextIOWrapper name={name} mode={self.mode!r} encoding={self.encoding!r}>"
        if self._reading and self._writing:
            return object.__repr__(self)
        return f"<_io.Buffered{'Reader' if self._reading else 'Writer'} name={name}>"

    @property
    def name(self):
        return self._raw.fileno()

    def _check(self, what="read of"):
        if self.closed:
            raise ValueError(what + " closed file" if self._binary else "I/O operation on closed file.")
        wanted, able = ("writable", self._writing) if what[0] == "w" else ("readable", self._reading)
        if not able and what[0] != "f":
            from io import UnsupportedOperation
            if self._binary:
                raise UnsupportedOperation(what.split()[0].removesuffix("line"))
            raise UnsupportedOperation("not " + wanted)

    def _fill(self):
        if self._eof:
            return False
        data = self._raw.read1(8192)
        if not data:
            self._eof = True
            return False
        self._buffer += data
        return True

    def _out(self, data):
        if self._binary:
            return data
        text = data.decode(self.encoding, self.errors)
        if self._newline is None:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def _take(self, size):
        data = self._buffer[:size]
        self._buffer = self._buffer[size:]
        return data

    def read(self, size=-1):
        self._check()
        if size is None or size < 0:
            while self._fill():
                pass
            self._eof = False
            return self._out(self._take(len(self._buffer)))
        if self._binary:
            while len(self._buffer) < size and self._fill():
                pass
            self._eof = False
            return self._take(size)
        while True:
            try:
                text = self._buffer.decode(self.encoding, self.errors)
            except UnicodeDecodeError as error:
                text = self._buffer[:error.start].decode(self.encoding, self.errors)
            if len(text) >= size or not self._fill():
                break
        self._eof = False
        text = text[:size]
        self._take(len(text.encode(self.encoding, self.errors)))
        return text

    def read1(self, size=-1):
        self._check()
        if not self._buffer:
            self._fill()
            self._eof = False
        return self._out(self._take(len(self._buffer) if size < 0 else size))

    def readinto(self, buffer):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def readline(self, size=-1):
        self._check("readline of")
        while b"\n" not in self._buffer and (size < 0 or len(self._buffer) < size):
            if not self._fill():
                break
        self._eof = False
        end = self._buffer.find(b"\n") + 1
        if end == 0:
            end = len(self._buffer)
        if size >= 0:
            end = min(end, size)
        return self._out(self._take(end))

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, data):
        self._check("write to")
        size = len(data)
        flush = False
        if not self._binary:
            if not isinstance(data, str):
                raise TypeError("write() argument must be str, not " + type(data).__name__)
            flush = self._by_line and "\n" in data
            if self._newline in ("\r", "\r\n"):
                data = data.replace("\n", self._newline)
            data = data.encode(self.encoding, self.errors)
            # As in CPython, text that was read ahead is lost.
            self._buffer = b""
        self._pending.append(data)
        self._pending_size += len(data)
        if flush or self._pending_size > self._limit:
            self.flush()
        return size

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        self._check("flush of")
        data = b"".join(self._pending)
        self._pending = []
        self._pending_size = 0
        if data:
            self._raw._sock.sendall(data)

    def readable(self):
        return self._reading

    def writable(self):
        return self._writing

    def seekable(self):
        return False

    def fileno(self):
        return self._raw.fileno()

    def close(self):
        if not self.closed:
            try:
                if self._writing:
                    self.flush()
            finally:
                self.closed = True
                self._raw.close()

    def __enter__(self):
        self._check("flush of")
        return self

    def __exit__(self, *error):
        self.close()


class TextIOWrapper(_SocketFile):
    pass


class BufferedReader(_SocketFile):
    pass


class BufferedWriter(_SocketFile):
    pass


class BufferedRWPair(_SocketFile):
    pass


for _kind in (TextIOWrapper, BufferedReader, BufferedWriter, BufferedRWPair):
    _kind.__module__ = "_io"


def _makefile(sock, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
    if not set(mode) <= {"r", "w", "b"}:
        raise ValueError("invalid mode %r (only r, w, b allowed)" % (mode,))
    writing = "w" in mode
    reading = "r" in mode or not writing
    raw = SocketIO(sock, mode)
    binary = "b" in mode
    if binary and buffering == 0:
        kind = _SocketFile
    elif not binary:
        kind = TextIOWrapper
    else:
        kind = BufferedRWPair if reading and writing else BufferedReader if reading else BufferedWriter
    return kind(raw, binary, encoding or "utf-8", errors or "strict", newline, reading, writing, -1 if buffering is None else buffering)


def _sendmsg(sock, buffers, ancdata=(), flags=0, address=None):
    try:
        buffers = iter(buffers)
    except TypeError:
        raise TypeError("sendmsg() argument 1 must be an iterable") from None
    data = b"".join([memoryview(buffer) for buffer in buffers])
    return sock.send(data, flags) if address is None else sock.sendto(data, flags, address)


def _recvmsg(sock, bufsize, ancbufsize=0, flags=0):
    data, address = sock.recvfrom(bufsize, flags)
    return data, [], 0, address


def _sendfile(sock, file, offset=0, count=None):
    data = file.read() if count is None else file.read(count)
    sock.sendall(data)
    return len(data)


def fromfd(fd, family, type, proto=0):
    return socket(family, type, proto, fileno=fd)


def socketpair(family=None, type=1, proto=0):
    listener = socket(AF_INET, type, proto)
    listener.bind(("127.0.0.1", 0))
    listener.listen(1)
    first = socket(AF_INET, type, proto)
    first.connect(listener.getsockname())
    second, address = listener.accept()
    listener.close()
    return first, second
