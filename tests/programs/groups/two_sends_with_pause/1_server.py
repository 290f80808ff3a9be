import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4017))
server.listen()
conn, _ = server.accept()
for word in [b"Hello ", b"World", b"!"]:
    print("sent", conn.send(word))
    time.sleep(0.3)
conn.close()
