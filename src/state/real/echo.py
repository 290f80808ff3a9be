import socket

sock = socket.create_connection(("127.0.0.1", 0))
sock.sendall(b"Is anybody there?")
# Half-close: nothing more is sent, and the answer can still be read.
sock.shutdown(socket.SHUT_WR)

answer = b""
while piece := sock.recv(7):
    answer += piece

print(answer.decode())
sock.close()
