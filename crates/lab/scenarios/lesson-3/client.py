import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((socket.gethostname(), 2346))

# At most 7 bytes. What happens to the other 21?
message = sock.recv(7)
print(message.decode())
