import socket
import time


def ask(name):
    s = socket.socket()
    s.connect(("127.0.0.1", 4110))
    s.sendall(name.encode())
    answer = s.recv(100)
    s.close()
    return answer.decode() or "(nothing)"


print(ask("ana"))
print(ask("zoe"))
time.sleep(0.2)
print(ask("ana"))
