# listen(1) without accept: two connections complete, the third times out.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4054))
server.listen(1)
input_never_comes = socket.socket()
input_never_comes.bind(("127.0.0.1", 4055))
input_never_comes.listen()
input_never_comes.accept()
