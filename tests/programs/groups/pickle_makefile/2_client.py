import pickle
import socket

s = socket.create_connection(("127.0.0.1", 4120))
with s.makefile("rb") as file:
    while True:
        try:
            print(pickle.load(file))
        except EOFError as error:
            print("done:", error)
            break
