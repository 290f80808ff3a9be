import socket

server = socket.create_server(("127.0.0.1", 4124))
conn, _ = server.accept()
message = conn.recv(1024)
if message == "hello":
    print("greeted")
else:
    print("no greeting in", message, type(message))
if message.decode() == "hello":
    print("greeted after decode")
print("message is: " + message)
