import socket
import time

s = socket.socket()
s.connect(("127.0.0.1", 4015))
time.sleep(0.2)
print(s.recv(7, socket.MSG_PEEK), s.recv(7, socket.MSG_PEEK))
pieces = []
while True:
    piece = s.recv(7)
    if piece == b"":
        break
    pieces.append(piece)
print(pieces, b"".join(pieces))
print(s.recv(7), s.recv(7))
