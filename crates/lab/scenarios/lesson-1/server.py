import socket

# A server owns an address: a host and a port number.
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind((socket.gethostname(), 1234))
listener.listen(5)

while True:
    # accept() waits here until somebody connects to port 1234.
    conn, address = listener.accept()
    print(f"Connection from {address}")
    conn.sendall("Socket Programming in Python".encode())
