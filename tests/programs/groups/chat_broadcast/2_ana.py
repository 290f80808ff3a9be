import socket

s = socket.create_connection(("127.0.0.1", 4067))
s.sendall(b"ana\n")
for line in s.makefile("r"):
    print(line, end="")
    if line.endswith("?\n"):
        s.sendall("yes, böses Ü\n".encode())
