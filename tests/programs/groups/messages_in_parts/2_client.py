import socket

client = socket.create_connection(('127.0.0.1', 9096))
print(client.proto, client.sendmsg([b'head', b'', bytearray(b'er\n')]))
answer = b''
while answer.count(b'\r\n') < 2:
    answer += client.recv(100)
print(answer, client.sendmsg([memoryview(b'abcdef')]))
print(client.recv(10))
client.close()
print(client)
try:
    client.sendmsg(5)
except TypeError as error:
    print(error)
