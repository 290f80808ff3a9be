import hashlib
import socket

data = bytes(range(256)) * 2000
s = socket.create_connection(("127.0.0.1", 4051))
print(s.sendall(data))
s.shutdown(socket.SHUT_WR)
print(s.recv(100), hashlib.md5(data).hexdigest())
