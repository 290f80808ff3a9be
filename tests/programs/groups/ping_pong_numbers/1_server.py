# Two programs count together; the number is sent as text.
import socket

server = socket.create_server(("localhost", 4122))
conn, _ = server.accept()
number = 0
while number < 10:
    conn.sendall(str(number + 1).encode())
    data = conn.recv(16)
    if not data:
        break
    number = int(data)
    print("server has", number)
conn.close()
