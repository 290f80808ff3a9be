import socket

s = socket.socket()
s.connect(("127.0.0.1", 4019))
greeting = s.recv(1024)
print("greeting", greeting)
s.send(b"question")
