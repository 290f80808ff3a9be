# The other program dies of an exception: its sockets are closed by the system.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4109))
server.listen()
while True:
    conn, addr = server.accept()
    received = []
    while True:
        data = conn.recv(100)
        if not data:
            break
        received.append(data)
        conn.sendall(b"ok")
    print("client is gone, it said", received)
    if received[-1] == b"stop":
        break
raise KeyError("server ends too")
