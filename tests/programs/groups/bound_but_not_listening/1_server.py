import socket

server = socket.socket()
server.bind(("127.0.0.1", 4012))
print("bound, forgot to listen")
conn, addr = server.accept()
