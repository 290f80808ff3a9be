import socket

s = socket.create_connection(("127.0.0.1", 4123))
s.sendall(b"line for the file\nrest")
try:
    print(s.recv(10))
except ConnectionResetError as error:
    print(error)
