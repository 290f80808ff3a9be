import socket

s = socket.create_connection(("127.0.0.1", 4108))
while news := s.recv(100):
    print(news)
