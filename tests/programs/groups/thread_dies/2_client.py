import socket

for text in ["4", "zero", "0", "8"]:
    s = socket.create_connection(("127.0.0.1", 4066))
    s.sendall(text.encode())
    print(text, s.recv(100))
    s.close()
