import pickle
import socket

for attempt in range(2):
    s = socket.socket()
    s.connect(("127.0.0.1", 4024))
    data = s.recv(1024)
    print(data)
    try:
        pickle.loads(data)
    except EOFError as error:
        print("EOFError", error)
    s.close()
pickle.loads(b"")
