import socket
import threading


def handle(conn, addr, number):
    print(f"client {number} connected")
    with conn:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            conn.sendall(f"{number}:{data.decode()}".encode())
    print(f"client {number} left")


server = socket.socket()
server.bind(("127.0.0.1", 4065))
server.listen()
number = 0
while True:
    conn, addr = server.accept()
    number += 1
    threading.Thread(target=handle, args=(conn, addr, number)).start()
