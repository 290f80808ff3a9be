import socket

s = socket.socket()
s.connect(("127.0.0.1", 4021))
data = b""
while True:
    chunk = s.recv(1024)
    data += chunk
    if len(chunk) < 1024:
        break
print(len(data), "of 1400")
