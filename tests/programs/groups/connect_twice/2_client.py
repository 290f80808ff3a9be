import socket

s = socket.socket()
s.connect(("127.0.0.1", 4125))
print(s.recv(10))
try:
    s.connect(("127.0.0.1", 4125))
except OSError as error:
    print(error)
print(s.connect_ex(("127.0.0.1", 4125)))
s.close()
try:
    s.connect(("127.0.0.1", 4125))
except OSError as error:
    print(error)
s = socket.socket()
s.connect(("127.0.0.1", 4125))
print(s.recv(10))
s.bind(("127.0.0.1", 4126))
