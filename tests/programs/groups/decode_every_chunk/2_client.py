import codecs
import socket


def chunks():
    s = socket.create_connection(("127.0.0.1", 4033))
    while chunk := s.recv(4):
        yield chunk


decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(chunk) for chunk in chunks()])
print(b"".join(chunks()).decode())
for chunk in chunks():
    print(chunk.decode())
