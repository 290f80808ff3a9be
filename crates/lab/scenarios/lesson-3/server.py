import socket

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind((socket.gethostname(), 2346))
listener.listen(5)

while True:
    conn, address = listener.accept()
    print(f"Connection from {address}")
    # Only bytes travel: encode() turns the text into bytes.
    conn.sendall("Socket Programming in Python".encode())
