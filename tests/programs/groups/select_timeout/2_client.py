import socket
import time

s = socket.create_connection(("127.0.0.1", 4071))
time.sleep(0.4)
s.sendall(b"sixbyt")
time.sleep(0.3)
s.close()
