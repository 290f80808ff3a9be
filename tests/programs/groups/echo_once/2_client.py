import socket

with socket.socket() as s:
    s.connect(("127.0.0.1", 4010))
    s.sendall(b"hello, echo")
    print("answer", s.recv(1024))
    print("then", s.recv(1024))
print("client done")
