# An exception in a handler thread does not stop the server, but the client hears of it.
import socket
import threading


def handle(conn):
    data = conn.recv(1024)
    answer = 100 / int(data)
    conn.sendall(str(answer).encode())
    conn.close()


server = socket.socket()
server.bind(("127.0.0.1", 4066))
server.listen()
while True:
    conn, addr = server.accept()
    t = threading.Thread(target=handle, args=(conn,), name="handler")
    t.start()
    t.join()
    del conn, t
