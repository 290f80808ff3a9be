import socket

s = socket.socket()
s.settimeout(0.3)
s.connect(("127.0.0.1", 4063))
for attempt in range(3):
    try:
        print(s.recv(100))
    except TimeoutError as error:
        print(attempt, error, error.errno, repr(error))
s.sendall(b"I am still here")
s.settimeout(0.2)
s.recv(100)
