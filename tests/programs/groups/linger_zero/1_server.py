# SO_LINGER with time 0 turns every close into a reset.
import socket
import struct

server = socket.socket()
server.bind(("127.0.0.1", 4041))
server.listen()
conn, _ = server.accept()
conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
print(conn.recv(10))
conn.close()
