import pickle
import socket

HEADER = 10  # characters for the length

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind((socket.gethostname(), 2133))
listener.listen(5)

while True:
    conn, address = listener.accept()
    print(f"Connection from {address}")
    data = pickle.dumps({0: "Client", 1: "Server"})
    # First how long, then what: the client knows when it has everything.
    header = f"{len(data):<{HEADER}}".encode()
    conn.sendall(header + data)
