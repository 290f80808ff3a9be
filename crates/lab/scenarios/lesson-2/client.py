import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((socket.gethostname(), 2346))

# At most 1024 bytes. 28 are on their way, so one call takes them all.
message = sock.recv(1024)
print(message.decode())
