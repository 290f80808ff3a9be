import socket

server = socket.create_server(("127.0.0.1", 4123))
conn, _ = server.accept()
file = conn.makefile("rb")
conn.close()
print("closed, but the file keeps the connection:", file.readline())
file.close()
print(conn)
server.close()
try:
    server.accept()
except OSError as error:
    print(error)
print(file.closed)
file.readline()
