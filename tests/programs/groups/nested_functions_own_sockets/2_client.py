import socket

for _ in range(7):
    s = socket.create_connection(("127.0.0.1", 4136))
    text = b""
    while piece := s.recv(64):
        text += piece
    print(text)
