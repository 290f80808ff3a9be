# UDP keeps messages apart, and recv(7) throws the rest of one away.
import socket

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 4118))
while True:
    data, addr = server.recvfrom(7)
    print(data, addr)
    if data == b"stop":
        break
    server.sendto(b"got %d" % len(data), addr)
try:
    server.listen()
except OSError as error:
    print(error)
server.close()
