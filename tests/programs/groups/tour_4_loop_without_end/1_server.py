import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((socket.gethostname(), 4004))
server.listen(5)
while True:
    connection, address = server.accept()
    print(f"{address} is here")
    connection.send(bytes("Welcome aboard, traveller", "utf-8"))
