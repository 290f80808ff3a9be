import socket

s = socket.create_connection(("127.0.0.1", 4064), timeout=0.5)
print(s.gettimeout())


def upload(sock, blob):
    sock.sendall(blob)
    return len(blob)


print(upload(s, b"small"))
print(upload(s, b"x" * 30_000_000))
