import socket

s = socket.create_connection(("127.0.0.1", 4109))
for value in ["a", "b", 3]:
    s.sendall(value.encode())
    print(s.recv(10))
