import socket

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    server.bind(("0.0.0.0", 4035))
except OSError as error:
    print(error.errno, error.strerror, error)
server.bind(("", 4035))
