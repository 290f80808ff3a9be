import json
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4018))
server.listen()
conn, _ = server.accept()
text = json.dumps({"rows": ["row %03d" % n for n in range(200)]})
print(len(text))
conn.sendall(text.encode())
conn.close()
