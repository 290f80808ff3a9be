import select
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4070))
server.listen()
sockets = [server]
names = {}
while True:
    readable, writable, broken = select.select(sockets, [], [])
    for sock in readable:
        if sock is server:
            conn, addr = server.accept()
            sockets.append(conn)
            names[conn] = f"client-{len(names) + 1}"
            print("new", names[conn])
        else:
            data = sock.recv(1024)
            if data:
                print(names[sock], data)
                sock.sendall(data[::-1])
            else:
                print(names[sock], "left")
                sockets.remove(sock)
                sock.close()
