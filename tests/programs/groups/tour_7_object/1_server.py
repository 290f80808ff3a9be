# An object with a ten-byte length header.
import pickle
import socket

HEADERSIZE = 10
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((socket.gethostname(), 4007))
server.listen(5)
while True:
    connection, address = server.accept()
    print(f"{address} is here")
    cargo = {"ship": "Aurora", "crew": 12}
    message = pickle.dumps(cargo)
    message = bytes(f"{len(message):<{HEADERSIZE}}", "utf-8") + message
    connection.send(message)
