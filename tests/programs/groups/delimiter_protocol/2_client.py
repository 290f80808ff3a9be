import socket

with socket.create_connection(("127.0.0.1", 4106)) as s:
    for text in ["first", "", "a < b", "<EN", "last one is cut"]:
        s.sendall(text.encode() + b"<END>")
    s.sendall(b"no end <EN")
