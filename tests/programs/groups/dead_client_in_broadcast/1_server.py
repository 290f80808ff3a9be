# One of the listeners is gone: the send fails, the others are served.
import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4108))
server.listen()
clients = []
for _ in range(2):
    conn, addr = server.accept()
    clients.append(conn)
time.sleep(0.5)
for news in [b"one", b"two", b"three"]:
    for conn in clients[:]:
        try:
            conn.sendall(news)
        except (BrokenPipeError, ConnectionResetError) as error:
            print(news, type(error).__name__, error)
            clients.remove(conn)
            conn.close()
    time.sleep(0.2)
print(len(clients), "left")
