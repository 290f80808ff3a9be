import json
import socket
import time

s = socket.socket()
s.connect(("127.0.0.1", 4018))
time.sleep(0.3)
first = s.recv(1024)
try:
    json.loads(first)
except json.JSONDecodeError as error:
    print("too early:", error)
text = first
while piece := s.recv(1024):
    print(len(piece), end=" ")
    text += piece
print()
print(len(json.loads(text)["rows"]))
json.loads(first.decode())
