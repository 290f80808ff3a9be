import socket

s = socket.create_connection(("127.0.0.1", 4036))
while s.recv(10):
    pass
s.close()
