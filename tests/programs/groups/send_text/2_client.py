import socket

s = socket.create_connection(("127.0.0.1", 4034))
for value in ["hi", 5, None, ["a"], {"k": 1}]:
    try:
        s.send(value)
    except TypeError as error:
        print(error)
s.sendall(bytearray(b"array "))
s.sendall(memoryview(b"view"))
s.sendall("text")
