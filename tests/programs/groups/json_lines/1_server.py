# One JSON document a line, whatever the pieces.
import json
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4074))
server.listen()
conn, _ = server.accept()
buffer = b""
while True:
    piece = conn.recv(10)
    if not piece:
        break
    buffer += piece
    while b"\n" in buffer:
        line, buffer = buffer.split(b"\n", 1)
        try:
            request = json.loads(line)
            answer = {"id": request["id"], "result": sum(request["numbers"])}
        except json.JSONDecodeError as error:
            answer = {"error": str(error)}
        except (KeyError, TypeError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        conn.sendall(json.dumps(answer).encode() + b"\n")
print("left over:", buffer)
conn.close()
