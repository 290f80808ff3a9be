import socket

s = socket.socket()
print(s.connect_ex(("127.0.0.1", 4012)))
s.close()
s = socket.socket()
try:
    s.connect(("127.0.0.1", 4013))
except ConnectionRefusedError as error:
    print(error, error.errno)
s.connect(("127.0.0.1", 4012))
