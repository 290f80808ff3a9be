# The header itself arrives in parts, and int() is content with the first one.
import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4026))
server.listen()
conn, _ = server.accept()
conn.send(b"3")
time.sleep(0.3)
conn.send(b"3        " + b"m" * 33)
time.sleep(0.3)
conn.close()
