import socket

s = socket.create_connection(("127.0.0.1", 4107))
s.sendall("drawer\nstressed\nöde\n".encode())
s.shutdown(socket.SHUT_WR)
total = b""
while b := s.recv(1):
    total += b
print(total.decode().splitlines())
