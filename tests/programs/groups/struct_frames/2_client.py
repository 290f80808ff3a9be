import socket
import struct


def frame(value):
    if isinstance(value, str):
        kind, body = 0, value.encode()
    elif isinstance(value, int):
        kind, body = 1, struct.pack("!q", value)
    else:
        kind, body = 2, b""
    return struct.pack("!IB", len(body), kind) + body


s = socket.create_connection(("127.0.0.1", 4103))
for value in ["hello", -1, "", 2 ** 40, "größer", None]:
    s.sendall(frame(value))
s.sendall(frame("cut")[:-1])
s.close()
