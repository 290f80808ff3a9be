import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4034))
server.listen()
conn, _ = server.accept()
time.sleep(0.3)
while True:
    data = conn.recv(100)
    if data == "":
        break
    print(data)
    if len(data) == 0:
        print("compared with the wrong kind of nothing")
        break
