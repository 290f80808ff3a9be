import socket

s = socket.create_connection(("127.0.0.1", 4038))
s.sendall(b"I go first")
s.close()
