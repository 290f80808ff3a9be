import pickle
import socket
import time

s = socket.socket()
s.connect(("127.0.0.1", 4023))
time.sleep(0.2)
print(pickle.loads(s.recv(32)))
