import socket
import threading

answers = []


def visit():
    s = socket.create_connection(("127.0.0.1", 4116))
    answers.append(s.recv(100).decode())


threads = [threading.Thread(target=visit) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(answers))
