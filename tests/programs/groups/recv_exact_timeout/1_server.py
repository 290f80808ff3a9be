# A reader with a deadline, a half message, and a custom exception chain.
import socket
import time


class ProtocolError(Exception):
    """The other side broke the rules."""


class Truncated(ProtocolError):
    def __init__(self, wanted, got):
        super().__init__(wanted, got)
        self.wanted, self.got = wanted, got

    def __str__(self):
        return f"wanted {self.wanted} bytes, got {len(self.got)}: {self.got!r}"


def recv_exact(sock, count):
    data = b""
    while len(data) < count:
        try:
            piece = sock.recv(count - len(data))
        except TimeoutError as error:
            raise Truncated(count, data) from error
        if not piece:
            raise Truncated(count, data)
        data += piece
    return data


server = socket.create_server(("127.0.0.1", 4141))
for _ in range(2):
    conn, _ = server.accept()
    conn.settimeout(0.3)
    try:
        print(recv_exact(conn, 4))
        print(recv_exact(conn, 10))
    except ProtocolError as error:
        print("protocol:", error, "|", repr(error.__cause__), error.args)
    finally:
        conn.close()
conn, _ = server.accept()
conn.settimeout(0.3)
recv_exact(conn, 100)
