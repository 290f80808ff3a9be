# Text read as a binary length is a very large number.
import socket
import struct

server = socket.socket()
server.bind(("127.0.0.1", 4104))
server.listen()
conn, _ = server.accept()
(length,) = struct.unpack(">I", conn.recv(4))
print("announced", length)
data = b""
while len(data) < length:
    piece = conn.recv(length - len(data))
    data += piece
    print("have", len(data), "missing", length - len(data))
