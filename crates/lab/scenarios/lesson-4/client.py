import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((socket.gethostname(), 2346))

# Ask again and again. But how would the loop know that it is done?
while True:
    piece = sock.recv(7)
    print(piece.decode())
