import socket
def get(path, method="GET", body=b"", **headers):
    with socket.create_connection(("127.0.0.1", 6101)) as s:
        hs = {"Host": "x", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if body: hs["Content-Length"] = str(len(body))
        req = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in hs.items()) + "\r\n"
        s.sendall(req.encode() + body)
        chunks = iter(lambda: s.recv(4096), b"")
        raw = b"".join(chunks)
    head, body = raw.split(b"\r\n\r\n", 1)
    print(head.decode().splitlines()[0], body)
get("/"); get("/echo", "POST", "héllo".encode()); get("/q?a=1&b=x%20y&a=2&c=", X_Test="1"); get("/no%2Fpe")
