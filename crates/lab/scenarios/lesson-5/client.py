import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((socket.gethostname(), 2346))

message = b""
while True:
    piece = sock.recv(7)
    # b'' is not an empty message: it is the end of the stream.
    if not piece:
        break
    message += piece

# Decode once, at the end: a piece may end inside a character.
print(message.decode())
sock.close()
