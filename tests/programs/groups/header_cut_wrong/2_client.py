import pickle
import socket
import time

for cut in (0, 9, 10, 11, 12, 13, 14, 21, 22):
    s = socket.socket()
    s.connect(("127.0.0.1", 4025))
    time.sleep(0.05)
    data = s.recv(1024)
    s.close()
    try:
        print(cut, pickle.loads(data[cut:]))
    except Exception as error:
        print(cut, type(error).__name__, error)
pickle.loads(data)
