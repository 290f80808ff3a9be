import socket


def get(path, method="GET"):
    with socket.socket() as s:
        s.connect(("localhost", 8080))
        s.sendall(f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        response = b""
        while data := s.recv(50):
            response += data
    head, _, body = response.partition(b"\r\n\r\n")
    status, *headers = head.decode().splitlines()
    fields = dict(line.split(": ") for line in headers)
    assert int(fields["Content-Length"]) == len(body)
    return status, body.decode()


for path in ["/", "/about", "/missing"]:
    print(get(path))
print(get("/", "POST"))
