import socket
import sys

s = socket.create_connection(("127.0.0.1", 4109))
s.sendall(b"stop")
print(s.recv(10))
sys.exit(7)
