# If the client hangs up first, nothing holds the server's port.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4038))
server.listen()
conn, _ = server.accept()
while conn.recv(10):
    pass
conn.close()
server.close()
