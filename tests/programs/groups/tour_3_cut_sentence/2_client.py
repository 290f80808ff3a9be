import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((socket.gethostname(), 4003))
words = client.recv(6)
print(words.decode("utf-8"))
