# close() in another thread leaves recv waiting; shutdown() wakes it.
import socket
import threading
import time

server = socket.socket()
server.bind(("127.0.0.1", 4069))
server.listen()
conn, _ = server.accept()


def reader():
    print("reading")
    print("reader got", conn.recv(10))


t = threading.Thread(target=reader)
t.start()
time.sleep(0.3)
conn.shutdown(socket.SHUT_RDWR)
t.join()
print("joined")
conn.close()
