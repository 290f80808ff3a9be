import socket
import time

s = socket.create_connection(("127.0.0.1", 4042))
time.sleep(0.2)
print("first send:", s.send(b"are you there?"))
time.sleep(0.2)
print("second send:", s.send(b"hello?"))
