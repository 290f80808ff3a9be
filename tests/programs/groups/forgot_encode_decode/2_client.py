import socket

s = socket.create_connection(("127.0.0.1", 4124))
s.sendall(b"hello")
answer = s.recv(1024)
print(f"answer: {answer}", str(answer), answer.decode() == "")
count = 5
s.sendall(bytes(count))
