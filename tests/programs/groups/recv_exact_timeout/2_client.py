import socket
import time

for pause in (0.6, 0):
    s = socket.create_connection(("127.0.0.1", 4141))
    s.sendall(b"headabc")
    time.sleep(pause)
    s.close()
s = socket.create_connection(("127.0.0.1", 4141))
s.sendall(b"partial")
print(s.recv(10))
