import pickle
import socket

s = socket.socket()
s.connect(("127.0.0.1", 4029))
full, new = b"", True
while True:
    piece = s.recv(16)
    if new:
        size = int(piece[:10])
        new = False
    full += piece
    print("in hand:", len(full) - 10, "wanted:", size)
    if len(full) - 10 == size:
        print(pickle.loads(full[10:]))
        full, new = b"", True
