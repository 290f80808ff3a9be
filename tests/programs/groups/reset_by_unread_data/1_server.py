# Closing with unread data resets the connection.
import socket
import time

server = socket.socket()
server.bind(("127.0.0.1", 4039))
server.listen()
for answer in (b"", b"partial answer"):
    conn, _ = server.accept()
    time.sleep(0.2)
    if answer:
        conn.sendall(answer)
        time.sleep(0.2)
    conn.close()
    print("closed without reading")
