import select
import socket

server = socket.socket()
server.bind(("127.0.0.1", 4071))
server.listen()
other = socket.socket()
other.bind(("127.0.0.1", 4079))
other.listen()
print(select.select([other], [], [], 0))
print(select.select([other], [], [], 0.1))
readable, _, _ = select.select([server], [], [], 10)
conn, _ = server.accept()
print(readable == [server], select.select([conn], [conn], [conn], 0.2)[1] == [conn])
while True:
    readable, _, _ = select.select([conn], [], [], 1)
    if not readable:
        print("idle")
        break
    data = conn.recv(4)
    print(data)
    if not data:
        break
try:
    select.select([], [], [], -1)
except ValueError as error:
    print(error)
conn.close()
try:
    select.select([conn], [], [])
except ValueError as error:
    print(error)
select.select(["x"], [], [])
