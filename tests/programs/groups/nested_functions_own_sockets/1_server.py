# Closures, generators and tuples that own the connection.
import socket

server = socket.create_server(("127.0.0.1", 4136))


def connections(n):
    for _ in range(n):
        conn, addr = server.accept()
        yield conn


def make_sender(conn):
    def send(text):
        conn.sendall(text.encode())
    return send


for conn in connections(2):
    conn.sendall(b"by loop variable")
del conn
sender = make_sender(server.accept()[0])
sender("by closure")
sender = None
pair = server.accept()
pair[0].sendall(b"by tuple")
pair = ()
stack = [server.accept()[0]]
stack[0].sendall(b"by list")
stack.pop().sendall(b", popped")
try:
    conn, _ = server.accept()
    conn.sendall(b"by exception")
    del conn
    raise ValueError
except ValueError:
    print("handled")
holder = type("Holder", (), {})()
holder.conn = server.accept()[0]
holder.conn.sendall(b"by attribute")
holder.conn = None
print("end")
