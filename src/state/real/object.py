import pickle
import socket

HEADER = 10


def receive(sock, count):
    """Exactly so many bytes, in as many pieces as it takes."""
    received = b""
    while len(received) < count:
        piece = sock.recv(min(16, count - len(received)))
        if not piece:
            raise EOFError(f"{count - len(received)} bytes are missing")
        received += piece
    return received


sock = socket.create_connection(("127.0.0.1", 0))
length = int(receive(sock, HEADER))
print(f"{length} bytes are promised")
value = pickle.loads(receive(sock, length))
for name in value:
    print(name, "=", value[name])
sock.close()
