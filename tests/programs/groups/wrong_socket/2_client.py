import socket

s = socket.create_connection(("127.0.0.1", 4043))
print(s.recv(10))
s.close()
s.send(b"after close")
