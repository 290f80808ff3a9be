import socket

s = socket.create_connection(("127.0.0.1", 4053))
print("connected, sent", s.send(b"second"))
print(s.recv(100))
