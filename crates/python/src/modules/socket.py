_GLOBAL_DEFAULT_TIMEOUT = object()


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    if host is None:
        host = "127.0.0.1"
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


def getservbyname(name, protocol=None):
    known = {"http": 80, "https": 443, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "domain": 53, "echo": 7}
    if name not in known:
        raise OSError("service/proto not found")
    return known[name]


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    host, port = address
    sock = None
    try:
        sock = socket(AF_INET, SOCK_STREAM)
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

    def _check(self, what="read of"):
        if self.closed:
            raise ValueError(what + " closed file" if self._binary else "I/O operation on closed file.")

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
            data = data.encode(self.encoding, self.errors)
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
        self._check()
        return self

    def __exit__(self, *error):
        self.close()


def _makefile(sock, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
    if not set(mode) <= {"r", "w", "b"}:
        raise ValueError("invalid mode %r (only r, w, b allowed)" % (mode,))
    writing = "w" in mode
    reading = "r" in mode or not writing
    raw = SocketIO(sock, mode)
    return _SocketFile(raw, "b" in mode, encoding or "utf-8", errors or "strict", newline, reading, writing, -1 if buffering is None else buffering)


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
