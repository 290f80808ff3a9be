import socket

s = socket.socket()
s.connect(("127.0.0.1", 4050))
s.settimeout(0.3)
payload = b"p" * 20_000_000
sent = s.send(payload)
print("all of it:", sent == len(payload), "some of it:", 0 < sent < len(payload))
try:
    s.sendall(payload)
except TimeoutError as error:
    print("sendall:", error)
s.close()
