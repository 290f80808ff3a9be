import socket

s = socket.socket()
s.connect(("127.0.0.1", 4017))
while True:
    piece = s.recv(1024)
    print(piece)
    if not piece:
        break
