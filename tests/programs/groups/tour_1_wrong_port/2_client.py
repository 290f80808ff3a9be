import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((socket.gethostname(), 4001))
print(client.recv(1024).decode("utf-8"))
