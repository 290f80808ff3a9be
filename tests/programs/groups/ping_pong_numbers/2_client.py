import socket

s = socket.create_connection(("localhost", 4122))
while True:
    data = s.recv(16)
    if not data:
        break
    number = int(data.decode())
    print("client has", number)
    s.sendall(f"{number + 1}".encode())
print("over")
