import socket


def receive(sock, count):
    data = b""
    while len(data) < count:
        data += sock.recv(count - len(data))
    return data


for _ in range(3):
    with socket.create_connection(("127.0.0.1", 4031)) as s:
        size = int(receive(s, 10))
        data = receive(s, size)
        print(size, data)
        s.sendall(b"ok")
        print(data.decode("utf-8"))
