import socket

kept = []
for number in range(1, 4):
    s = socket.socket()
    s.settimeout(0.5)
    try:
        s.connect(("127.0.0.1", 4054))
        print(number, "connected")
    except TimeoutError as error:
        print(number, repr(error), error)
    kept.append(s)
