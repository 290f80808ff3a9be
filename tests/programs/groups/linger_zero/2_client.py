import socket

s = socket.create_connection(("127.0.0.1", 4041))
s.sendall(b"ping")
try:
    print(s.recv(10))
except ConnectionResetError as error:
    print(error)
