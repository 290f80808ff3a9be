# One client at a time: the second is connected, but nobody reads what it says.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4053))
server.listen(5)
while True:
    conn, addr = server.accept()
    print("serving", addr)
    while True:
        data = conn.recv(1024)
        if not data:
            break
        conn.sendall(b"echo " + data)
