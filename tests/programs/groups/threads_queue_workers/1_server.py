# The accepting thread hands connections to two workers through a queue.
import queue
import socket
import threading

jobs = queue.Queue()
log = []


def worker():
    while True:
        conn = jobs.get()
        if conn is None:
            break
        with conn:
            number = int(conn.recv(10))
            conn.sendall(str(number ** 2).encode())
            log.append(number)
        jobs.task_done()


workers = [threading.Thread(target=worker) for _ in range(2)]
for thread in workers:
    thread.start()
with socket.create_server(("127.0.0.1", 4115)) as server:
    for _ in range(4):
        conn, _ = server.accept()
        jobs.put(conn)
jobs.join()
for _ in workers:
    jobs.put(None)
for thread in workers:
    thread.join()
print(sorted(log), threading.active_count())
