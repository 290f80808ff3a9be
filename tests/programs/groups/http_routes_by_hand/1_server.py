import socket, threading
from urllib.parse import unquote, urlparse, parse_qs
ROUTES = {}
def route(path, method="GET"):
    def deco(fn):
        ROUTES[(method, path)] = fn
        return fn
    return deco
class Request:
    def __init__(self, raw: bytes):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("iso-8859-1").split("\r\n")
        self.method, self.target, self.version = lines[0].split(" ")
        self.headers = {k.strip().lower(): v.strip() for k, _, v in (l.partition(":") for l in lines[1:])}
        u = urlparse(self.target)
        self.path, self.query = unquote(u.path), parse_qs(u.query)
@route("/")
def index(req): return 200, "text/html", "<h1>Hi</h1>"
@route("/echo", "POST")
def echo(req): return 200, "text/plain", req.body.decode()[::-1]
@route("/q")
def q(req): return 200, "text/plain", repr(req.query)
STATUS = {200: "OK", 404: "Not Found", 500: "Internal Server Error"}
def respond(conn):
    with conn:
        data = b""
        while b"\r\n\r\n" not in data:
            more = conn.recv(64)
            if not more: return
            data += more
        req = Request(data)
        need = int(req.headers.get("content-length", 0))
        while len(req.body) < need:
            req.body += conn.recv(need - len(req.body))
        fn = ROUTES.get((req.method, req.path))
        try:
            status, ctype, body = fn(req) if fn else (404, "text/plain", f"no {req.path}")
        except Exception as e:
            status, ctype, body = 500, "text/plain", repr(e)
        payload = body.encode()
        head = f"HTTP/1.1 {status} {STATUS[status]}\r\nContent-Type: {ctype}; charset=utf-8\r\nContent-Length: {len(payload)}\r\nConnection: close\r\n\r\n"
        conn.sendall(head.encode() + payload)
        print(req.method, req.target, status, len(payload), sorted(req.headers))
srv = socket.create_server(("127.0.0.1", 6101))
for _ in range(4):
    c, _a = srv.accept()
    respond(c)
