# A web server of forty lines.
import socket

PAGES = {"/": "<h1>Home</h1>", "/about": "<p>Über uns</p>"}


def respond(request):
    try:
        line, *headers = request.split("\r\n")
        method, path, version = line.split(" ")
    except ValueError:
        return "400 Bad Request", "what?"
    if method != "GET":
        return "405 Method Not Allowed", method
    if path not in PAGES:
        return "404 Not Found", f"no {path}"
    return "200 OK", PAGES[path]


server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", 8080))
server.listen(5)
print("http://localhost:8080")
while True:
    conn, addr = server.accept()
    request = b""
    while b"\r\n\r\n" not in request:
        piece = conn.recv(32)
        if not piece:
            break
        request += piece
    status, body = respond(request.decode("latin-1"))
    body = body.encode("utf-8")
    conn.sendall(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    conn.close()
    print(status)
