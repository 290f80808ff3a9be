# Length as four bytes, a type byte, and recv_exactly.
import socket
import struct

HEADER = struct.Struct("!IB")
TEXT, NUMBER, BYE = range(3)


class ConnectionClosed(Exception):
    pass


def recv_exactly(sock, count):
    chunks = []
    while count:
        chunk = sock.recv(min(count, 3))
        if chunk == b"":
            raise ConnectionClosed("closed in the middle")
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)


def receive(sock):
    length, kind = HEADER.unpack(recv_exactly(sock, HEADER.size))
    body = recv_exactly(sock, length)
    if kind == TEXT:
        return body.decode()
    if kind == NUMBER:
        return struct.unpack("!q", body)[0]
    return None


server = socket.socket()
server.bind(("127.0.0.1", 4103))
server.listen()
conn, _ = server.accept()
while (message := receive(conn)) is not None:
    print(repr(message))
print("bye was said")
receive(conn)
