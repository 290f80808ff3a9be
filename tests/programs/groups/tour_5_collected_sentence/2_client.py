import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((socket.gethostname(), 4005))
sentence = ""
while True:
    words = client.recv(6)
    print(words)
    if len(words) <= 0:
        break
    sentence += words.decode("utf-8")
print(sentence)
