import socket
import struct

server = socket.socket()
server.bind(("127.0.0.1", 4073))
server.listen()
conn, _ = server.accept()
with conn, conn.makefile("wb") as out:
    for word in [b"one", b"", b"three" * 10]:
        out.write(struct.pack(">H", len(word)))
        out.write(word)
    print("buffered")
    out.flush()
