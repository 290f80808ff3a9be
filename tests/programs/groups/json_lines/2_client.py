import json
import socket

s = socket.create_connection(("127.0.0.1", 4074))
requests = ['{"id": 1, "numbers": [1, 2, 3]}', '{"id": 2}', '{"id": 3, "numbers": [1, "x"]}', "{broken", "[]", '{"id": "é", "numbers": []}']
for request in requests:
    s.sendall(request.encode() + b"\n")
s.sendall(b'{"unfinished"')
s.shutdown(socket.SHUT_WR)
answers = b""
while piece := s.recv(64):
    answers += piece
for line in answers.decode().splitlines():
    print(json.loads(line))
