import socket

s = socket.create_connection(("127.0.0.1", 4137))
size = int(s.recv(10))
data = b""
while len(data) < size:
    piece = s.recv(4)
    print(piece, piece.decode("utf-8", errors="replace"))
    data += piece
text = data.decode("utf-8")
print(text, text[::-1], text.center(16, "。"), f"{text:>12}|")
s.sendall(f"收到 {len(text)} 个字符".encode())
s.close()
"错误".missing
