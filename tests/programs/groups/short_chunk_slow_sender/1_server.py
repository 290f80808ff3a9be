# The same trick, and a sender that pauses in the middle.
import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4021))
server.listen()
conn, _ = server.accept()
conn.sendall(b"a" * 700)
time.sleep(0.4)
conn.sendall(b"b" * 700)
print("all sent")
