import socket

with socket.socket() as server:
    server.bind(("127.0.0.1", 4010))
    server.listen()
    conn, addr = server.accept()
    with conn:
        data = conn.recv(1024)
        print("received", data, "from", addr[0])
        conn.sendall(data.upper())
print("server done")
