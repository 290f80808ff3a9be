import socket

server = socket.socket()
server.bind(("127.0.0.1", 4107))
server.listen()
conn, _ = server.accept()


def read_line(sock):
    line = bytearray()
    while True:
        byte = sock.recv(1)
        if byte == b"":
            return None
        if byte == b"\n":
            return line.decode()
        line.append(byte[0])


while (line := read_line(conn)) is not None:
    print(line, line[::-1])
    conn.send((line[::-1] + "\n").encode())
