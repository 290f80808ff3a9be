import socket

sock = socket.create_connection(("127.0.0.1", 0))

message = b""
while True:
    piece = sock.recv(7)
    if not piece:
        break
    message += piece

print(message.decode())
sock.close()
