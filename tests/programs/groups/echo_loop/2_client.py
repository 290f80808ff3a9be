import socket

PORT = 4011
s = socket.create_connection(("localhost", PORT))
for word in ["alpha", "beta", "", "gamma"]:
    if word:
        s.sendall(word.encode())
        print(word, "->", s.recv(1024).decode())
s.close()
