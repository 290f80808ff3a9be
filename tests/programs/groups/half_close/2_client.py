import socket

s = socket.create_connection(("127.0.0.1", 4057))
for n in range(10):
    s.sendall(f"{n} ".encode())
s.shutdown(socket.SHUT_WR)
print("sum:", s.recv(100).decode())
try:
    s.sendall(b"one more")
except BrokenPipeError as error:
    print(error)
print(s.recv(100))
s.shutdown(socket.SHUT_RDWR) if False else None
s.close()
