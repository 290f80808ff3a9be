import pickle
import socket

HEADER = 10

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((socket.gethostname(), 2133))

received = b""
length = None
while length is None or len(received) < HEADER + length:
    piece = sock.recv(10)
    if not piece:
        break
    received += piece
    if length is None and len(received) >= HEADER:
        length = int(received[:HEADER])
        print(f"{length} bytes are promised")

value = pickle.loads(received[HEADER:])
print(value)
sock.close()
