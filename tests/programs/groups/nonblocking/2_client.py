import socket
import time

s = socket.create_connection(("127.0.0.1", 4061))
s.setblocking(False)
try:
    s.recv(100)
except BlockingIOError as error:
    print(error, error.errno)
tries = 0
while True:
    try:
        data = s.recv(100)
        break
    except BlockingIOError:
        tries += 1
        time.sleep(0.1)
print(data, 2 < tries < 8)
listener = socket.socket()
listener.bind(("127.0.0.1", 4062))
listener.listen()
listener.setblocking(False)
try:
    listener.accept()
except BlockingIOError as error:
    print("accept:", error)
other = socket.socket()
other.setblocking(False)
print(other.connect_ex(("127.0.0.1", 4062)) in (0, 115))
time.sleep(0.1)
conn, _ = listener.accept()
print(conn.getblocking(), other.gettimeout())
s.recv(100)
