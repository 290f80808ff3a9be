# The listener listens; the connection talks.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4043))
server.listen()
conn, _ = server.accept()
for name, action in [("recv on listener", lambda: server.recv(10)), ("send on listener", lambda: server.send(b"x")), ("accept on connection", lambda: conn.accept()), ("peer of listener", lambda: server.getpeername())]:
    try:
        action()
    except OSError as error:
        print(name, type(error).__name__, error)
print(server.fileno(), conn.fileno())
conn.close()
print(conn.fileno(), conn)
data = conn.recv(1024)
