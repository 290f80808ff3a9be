import socket
import time

s = socket.create_connection(("127.0.0.1", 4067))
s.sendall(b"bo\n")
time.sleep(0.3)
s.sendall(b"anyone here?\n")
print(s.recv(100).decode().strip())
s.sendall(b"good\n")
time.sleep(0.3)
s.close()
