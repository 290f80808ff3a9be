import socket
import time


def fetch():
    s = socket.socket()
    s.connect(("127.0.0.1", 4020))
    time.sleep(0.3)
    data = b""
    while True:
        chunk = s.recv(1024)
        data += chunk
        if len(chunk) < 1024:
            break
    s.send(b"ok")
    return data


for _ in range(3):
    print(len(fetch()))
