import pickle
import socket

HEADERSIZE = 10
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((socket.gethostname(), 4007))
while True:
    whole = b""
    new = True
    while True:
        piece = client.recv(10)
        if new:
            print(f"header {piece[:HEADERSIZE]}")
            size = int(piece[:HEADERSIZE])
            new = False
        whole += piece
        print(len(whole), piece)
        if len(whole) - HEADERSIZE == size:
            print("complete:", whole[HEADERSIZE:])
            print(pickle.loads(whole[HEADERSIZE:]))
            new = True
            whole = b""
    print(whole)
