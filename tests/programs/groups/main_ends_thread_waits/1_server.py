# The main thread is over; a thread that still waits keeps the program alive.
import socket
import threading


def serve():
    conn, _ = server.accept()
    print(conn.recv(10))
    conn.recv(10)


server = socket.create_server(("127.0.0.1", 4117))
threading.Thread(target=serve).start()
print("main is done")
