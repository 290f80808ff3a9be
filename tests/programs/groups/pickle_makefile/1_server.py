# pickle straight into and out of a file over the socket.
import pickle
import socket

server = socket.create_server(("127.0.0.1", 4120))
conn, _ = server.accept()
with conn.makefile("wb") as out:
    for value in [{"n": 1}, ["two", 2.0], "three"]:
        pickle.dump(value, out)
conn.close()
