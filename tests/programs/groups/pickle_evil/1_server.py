# Unpickling can call anything: here, a harmless function of the standard library.
import pickle
import socket


class Report:
    def __reduce__(self):
        return (int, ("1234",))


server = socket.create_server(("127.0.0.1", 4119))
conn, _ = server.accept()
conn.sendall(pickle.dumps(Report()))
conn.sendall(pickle.dumps([1, 2]))
conn.close()
