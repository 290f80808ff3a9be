import socket
import time

for word in [b"one\n", b"two\n"]:
    with socket.create_connection(("127.0.0.1", 4130)) as s:
        s.sendall(word)
        print(s.recv(100))
time.sleep(0.2)
with socket.create_connection(("127.0.0.1", 4131)) as s:
    s.sendall(b"abc\nxyz\n")
    s.shutdown(socket.SHUT_WR)
    print(s.makefile().read())
