# shutdown(SHUT_WR) says "that was all", and the answer still arrives.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4057))
server.listen()
conn, _ = server.accept()
numbers = b""
while piece := conn.recv(8):
    numbers += piece
total = sum(int(n) for n in numbers.split())
print(numbers, total)
conn.sendall(str(total).encode())
conn.shutdown(socket.SHUT_WR)
print(conn.recv(10))
conn.close()
