# The first server of a course; the client below asks at another door.
import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((socket.gethostname(), 4000))
server.listen(5)
while True:
    connection, address = server.accept()
    print(f"{address} is here")
    connection.send("Welcome aboard, traveller".encode("utf-8"))
