import socket
import time

server = socket.create_server(("127.0.0.1", 4105))
conn, addr = server.accept()
print(conn.recvfrom(3))
buffer = bytearray(8)
count = conn.recv_into(buffer)
print(count, buffer)
count = conn.recv_into(buffer, 2)
print(count, bytes(buffer[:count]))
print(conn.recv(8, socket.MSG_WAITALL))
conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
print(conn.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
view = memoryview(bytearray(6))
print(conn.recv_into(view[2:]), bytes(view))
try:
    conn.recv_into(b"immutable")
except TypeError as error:
    print(error)
conn.sendto(b"ok", ("ignored", 1)) if False else conn.send(b"ok", 0)
