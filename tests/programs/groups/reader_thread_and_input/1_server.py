import socket

server = socket.create_server(("127.0.0.1", 4135))
conn, _ = server.accept()
while True:
    text = conn.recv(1024).decode()
    if not text or text == "exit":
        conn.send(b"bye")
        break
    conn.send(f"{text!r} has {len(text)} letters".encode())
conn.close()
print("end")
