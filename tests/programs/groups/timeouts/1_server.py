import socket

server = socket.socket()
server.bind(("127.0.0.1", 4063))
server.listen()
server.settimeout(5)
conn, _ = server.accept()
print(server.gettimeout(), conn.gettimeout())
print(conn.recv(100))
print(conn.recv(100))
server.settimeout(0.2)
try:
    server.accept()
except socket.timeout as error:
    print("nobody came:", error, error.errno)
server.accept()
