# Echo until the client hangs up, then wait for the next one.
import socket

HOST = "localhost"
PORT = 4011
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((HOST, PORT))
server.listen(1)
print(f"listening on {HOST}:{PORT}")
while True:
    conn, addr = server.accept()
    print("connected by", addr)
    while True:
        data = conn.recv(1024)
        if not data:
            break
        print("got", data.decode())
        conn.sendall(data)
    conn.close()
    print("closed", addr)
