import socket
import time

s = socket.create_connection(("127.0.0.1", 4140))
s.sendall(b"bo\n")
print(s.recv(100).decode())
for text in ["hi", "anyone?"]:
    s.sendall(text.encode())
    time.sleep(0.2)
print(s.recv(100).decode())
s.close()
