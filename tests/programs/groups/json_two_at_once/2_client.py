import json
import socket
import time

s = socket.create_connection(("127.0.0.1", 4075))
time.sleep(0.3)
message = json.loads(s.recv(1024).decode("utf-8"))
print(message["a"])
