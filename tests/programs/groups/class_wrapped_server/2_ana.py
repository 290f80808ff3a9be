import socket

s = socket.create_connection(("127.0.0.1", 4140))
s.sendall(b"ana\n")
print(s.recv(100).decode())
for _ in range(2):
    print(s.recv(100).decode())
s.sendall(b"bye all")
s.close()
