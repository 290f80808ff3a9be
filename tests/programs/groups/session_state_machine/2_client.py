import socket
s = socket.create_connection(("127.0.0.1", 6105)); f = s.makefile("rw")
print(f.readline().strip())
for w in ("bob", "wrong", "bob2", "secret"):
    f.write(w + "\n"); f.flush(); print(w, "->", f.readline().strip())
print(repr(f.read()))
