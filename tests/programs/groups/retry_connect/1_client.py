# The client is started first and tries until the server is there.
import socket
import time

for attempt in range(1, 50):
    s = socket.socket()
    try:
        s.connect(("127.0.0.1", 4111))
    except ConnectionRefusedError as error:
        if attempt == 1:
            print("not yet:", error)
        s.close()
        time.sleep(0.1)
    else:
        print("connected", attempt > 1)
        break
print(s.recv(100))
