# A chat room: what one says, the others hear.
import socket
import threading

clients = {}
lock = threading.Lock()


def broadcast(message, sender=None):
    with lock:
        for name, conn in list(clients.items()):
            if name == sender:
                continue
            try:
                conn.sendall((message + "\n").encode())
            except OSError:
                del clients[name]


def serve(conn):
    file = conn.makefile("r")
    name = file.readline().strip()
    with lock:
        clients[name] = conn
    broadcast(f"* {name} joined", name)
    for line in file:
        broadcast(f"{name}: {line.strip()}", name)
    with lock:
        del clients[name]
    broadcast(f"* {name} left")
    print(name, "left;", len(clients), "here")


server = socket.socket()
server.bind(("127.0.0.1", 4067))
server.listen()
print("room open")
while True:
    conn, _ = server.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
