import socket

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind((socket.gethostname(), 2346))
listener.listen(5)

while True:
    conn, address = listener.accept()
    print(f"Connection from {address}")
    conn.sendall("Socket Programming in Python".encode())
    # "Nothing more will come": the client's recv() returns b'' behind the last byte.
    conn.close()
