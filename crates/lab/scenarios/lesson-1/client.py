import socket

# A client needs the server's port. Is it really this one?
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((socket.gethostname(), 2346))

message = sock.recv(1024)
print(message.decode())
