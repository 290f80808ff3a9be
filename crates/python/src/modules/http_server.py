import socketserver
import sys
import time

_phrases = {200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 301: "Moved Permanently", 302: "Found", 303: "See Other",
            304: "Not Modified", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
            405: "Method Not Allowed", 408: "Request Timeout", 409: "Conflict", 411: "Length Required", 413: "Request Entity Too Large",
            418: "I'm a Teapot", 429: "Too Many Requests", 500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable"}
_day, _month = "Mon Tue Wed Thu Fri Sat Sun".split(), "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class _Headers:
    # Names in any case, in the order in which they came.
    def __init__(self, pairs):
        self._pairs = pairs

    def get(self, name, failobj=None):
        found = [value for key, value in self._pairs if key.lower() == name.lower()]
        return found[0] if found else failobj

    __getitem__ = get

    def __contains__(self, name):
        return self.get(name) is not None

    def items(self):
        return list(self._pairs)

    def keys(self):
        return [key for key, _ in self._pairs]

    def __iter__(self):
        return iter(self.keys())

    def values(self):
        return [value for _, value in self._pairs]

    def __len__(self):
        return len(self._pairs)

    def __str__(self):
        return "".join([f"{key}: {value}\n" for key, value in self._pairs]) + "\n"


class HTTPServer(socketserver.TCPServer):
    allow_reuse_address = 1

    def server_bind(self):
        super().server_bind()
        host, self.server_port = self.server_address[:2]
        self.server_name = "localhost" if host.startswith("127.") else host


class ThreadingHTTPServer(socketserver.ThreadingMixIn, HTTPServer):
    daemon_threads = True


class BaseHTTPRequestHandler(socketserver.StreamRequestHandler):
    server_version, sys_version = "BaseHTTP/0.6", "Python/" + sys.version.split()[0]
    protocol_version = "HTTP/1.0"

    def handle(self):
        self.close_connection = True
        self.handle_one_request()
        while not self.close_connection:
            self.handle_one_request()

    def handle_one_request(self):
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline:
            self.close_connection = True
            return
        if not self.parse_request():
            return
        method = getattr(self, "do_" + self.command, None)
        if method is None:
            self.send_error(501, f"Unsupported method ({self.command!r})")
            return
        method()
        self.wfile.flush()

    def parse_request(self):
        self.command, self.close_connection = None, True
        self.request_version, self._headers_buffer = "HTTP/0.9", []
        self.requestline = self.raw_requestline.decode("iso-8859-1").rstrip("\r\n")
        words = self.requestline.split()
        if not words:
            return False
        if len(words) >= 3:
            version = words[-1]
            numbers = version[5:].split(".")
            if not version.startswith("HTTP/") or len(numbers) != 2 or not all([number.isdigit() for number in numbers]):
                self.send_error(400, f"Bad request version ({version!r})")
                return False
            if self.protocol_version >= "HTTP/1.1" and version >= "HTTP/1.1":
                self.close_connection = False
            self.request_version = version
        if not 2 <= len(words) <= 3:
            self.send_error(400, f"Bad request syntax ({self.requestline!r})")
            return False
        self.command, self.path = words[:2]
        if len(words) == 2 and self.command != "GET":
            self.send_error(400, f"Bad HTTP/0.9 request type ({self.command!r})")
            return False
        pairs = []
        while len(words) == 3:
            line = self.rfile.readline(65537).decode("iso-8859-1").rstrip("\r\n")
            if not line:
                break
            name, _, value = line.partition(":")
            pairs.append((name, value.strip()))
        self.headers = _Headers(pairs)
        wanted = self.headers.get("Connection", "").lower()
        if wanted == "close":
            self.close_connection = True
        elif wanted == "keep-alive" and self.protocol_version >= "HTTP/1.1":
            self.close_connection = False
        return True

    def send_error(self, code, message=None, explain=None):
        message = message or _phrases.get(code, "???")
        self.log_error("code %d, message %s", code, message)
        self.send_response(code, message)
        self.send_header("Connection", "close")
        body = f"{code} {message}\n".encode()
        self.send_header("Content-Type", "text/plain;charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_response(self, code, message=None):
        self.log_request(code)
        self.send_response_only(code, message)
        self.send_header("Server", self.version_string())
        self.send_header("Date", self.date_time_string())

    def send_response_only(self, code, message=None):
        if self.request_version != "HTTP/0.9":
            if message is None:
                message = _phrases.get(code, "")
            self._headers_buffer.append(f"{self.protocol_version} {int(code)} {message}\r\n".encode("latin-1"))

    def send_header(self, keyword, value):
        if self.request_version != "HTTP/0.9":
            self._headers_buffer.append(f"{keyword}: {value}\r\n".encode("latin-1"))
        if keyword.lower() == "connection":
            self.close_connection = {"close": True, "keep-alive": False}.get(value.lower(), self.close_connection)

    def end_headers(self):
        if self.request_version != "HTTP/0.9":
            self._headers_buffer.append(b"\r\n")
            self.flush_headers()

    def flush_headers(self):
        self.wfile.write(b"".join(self._headers_buffer))
        self._headers_buffer = []

    def log_request(self, code="-", size="-"):
        self.log_message('"%s" %s %s', self.requestline, str(int(code)) if code != "-" else code, str(size))

    def log_error(self, format, *args):
        self.log_message(format, *args)

    def log_message(self, format, *args):
        sys.stderr.write(f"{self.address_string()} - - [{self.log_date_time_string()}] {format % args}\n")

    def version_string(self):
        return self.server_version + " " + self.sys_version

    def date_time_string(self, timestamp=None):
        at = time.gmtime(timestamp)
        return f"{_day[at[6]]}, {at[2]:02} {_month[at[1] - 1]} {at[0]} {at[3]:02}:{at[4]:02}:{at[5]:02} GMT"

    def log_date_time_string(self):
        at = time.localtime()
        return f"{at[2]:02}/{_month[at[1] - 1]}/{at[0]} {at[3]:02}:{at[4]:02}:{at[5]:02}"

    def address_string(self):
        return self.client_address[0]
