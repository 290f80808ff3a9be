import socket

s = socket.create_connection(("127.0.0.1", 4056))
print(s.send(b"early"))
s.close()
print("gone already")
