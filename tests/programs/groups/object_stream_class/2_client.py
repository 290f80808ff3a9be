import json
import socket

s = socket.create_connection(("127.0.0.1", 4121))


def call(**message):
    data = json.dumps(message).encode()
    s.sendall(len(data).to_bytes(4, "big") + data)
    size = int.from_bytes(s.recv(4), "big")
    return json.loads(s.recv(size))


print(call(type="list"))
print(call(type="buy", item="tea", count=2))
print(call(type="buy", item="tea", count=2))
print(call(type="buy", item="soup"))
print(call(type="steal"))
print(call(type="list"))
s.close()
