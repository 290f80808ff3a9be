import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((socket.gethostname(), 4002))
words = client.recv(1024)
print(words.decode("utf-8"), len(words))
