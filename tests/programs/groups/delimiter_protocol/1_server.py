# Messages end with a mark; the mark may be cut in two.
import socket

END = b"<END>"
server = socket.socket()
server.bind(("127.0.0.1", 4106))
server.listen()
conn, _ = server.accept()


def messages(sock, size):
    buffer = b""
    while True:
        position = buffer.find(END)
        if position >= 0:
            yield buffer[:position]
            buffer = buffer[position + len(END):]
            continue
        data = sock.recv(size)
        if not data:
            if buffer:
                print("incomplete:", buffer)
            return
        buffer += data


for number, message in enumerate(messages(conn, 7), start=1):
    print(number, message)
