import socket
import threading
import time


def receive(conn):
    while True:
        try:
            data = conn.recv(1024)
        except OSError as error:
            print("receiver:", error)
            break
        if not data:
            print("receiver: other side left")
            break
        print("them:", data.decode())


server = socket.socket()
server.bind(("127.0.0.1", 4068))
server.listen()
conn, _ = server.accept()
receiver = threading.Thread(target=receive, args=(conn,))
receiver.start()
for line in ["welcome", "how are you?"]:
    time.sleep(0.4)
    conn.sendall(line.encode())
receiver.join()
conn.close()
print("closed")
