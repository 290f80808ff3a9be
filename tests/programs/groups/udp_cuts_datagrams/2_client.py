import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for text in [b"Welcome to the server!", b"hi", b""]:
    print(s.sendto(text, ("127.0.0.1", 4118)))
    print(s.recvfrom(100))
try:
    s.sendto(b"x" * 70000, ("127.0.0.1", 4118))
except OSError as error:
    print(error)
s.sendto(b"stop", ("127.0.0.1", 4118))
s.settimeout(0.2)
try:
    s.recvfrom(10)
except TimeoutError as error:
    print(error)
