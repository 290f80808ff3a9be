# A server and its client in one program: the backlog makes it possible.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 5061))
server.listen(1)
client = socket.socket()
client.connect(("127.0.0.1", 5061))
print("connected", client.getpeername(), client.getsockname()[0])
print(client.send(b"early"))
conn, address = server.accept()
print(address == client.getsockname(), conn.getpeername() == address, conn.getsockname())
print(conn.recv(3), conn.recv(100))
conn.sendall(b"reply")
print(client.recv(2, socket.MSG_PEEK), client.recv(2), client.recv(0), client.recv(10))
try:
    client.connect(("127.0.0.1", 5061))
except OSError as error:
    print(error)
try:
    conn.accept()
except OSError as error:
    print(error)
try:
    conn.listen()
except OSError as error:
    print(error)
client.shutdown(socket.SHUT_WR)
print(conn.recv(10), conn.recv(10), conn.send(b"still open"), client.recv(100))
try:
    client.send(b"x")
except BrokenPipeError as error:
    print(error)
conn.close()
print(client.recv(1), client.recv(1))
client.close()
client.setsockopt if False else None
try:
    client.getpeername()
except OSError as error:
    print(error)
a, b = socket.socketpair() if False else (None, None)
server.close()
print(server)
