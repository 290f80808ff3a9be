import socket
import sys

print(socket.getaddrinfo('127.0.0.1', 9096, type=socket.SOCK_STREAM), socket.getaddrinfo(None, 'http', socket.AF_INET, socket.SOCK_STREAM, 0, socket.AI_PASSIVE))
server = socket.create_server(('127.0.0.1', 9096))
print([server.family, server.type], server.family, f'{server.type}', socket.AF_INET.name)
for call in [lambda: server.bind(('127.0.0.1',)), lambda: server.connect(('127.0.0.1', 1, 2)), lambda: server.setsockopt(1, 2), lambda: socket.socket(foo=1), lambda: socket.inet_ntoa(b'1'), lambda: socket.getaddrinfo('127.0.0.1', 'nope')]:
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
sys.stdout.flush()
connection, _ = server.accept()
with connection, connection.makefile('rb') as reading, connection.makefile('w', newline='\r\n') as writing:
    print(reading.readline(), reading.mode, reading.name == connection.fileno(), writing)
    print('one', 'two', sep='\n', file=writing, flush=True)
    print(connection.recvmsg(4), connection.recvmsg(100))
    for call in [writing.read, lambda: reading.write(b'x')]:
        try:
            call()
        except Exception as error:
            print(type(error).__name__, error)
    reading.close()
    try:
        reading.read()
    except ValueError as error:
        print(error)
connection.close()
for call in [lambda: connection.settimeout(1), lambda: connection.setblocking(True)]:
    try:
        call()
    except OSError as error:
        print(error)
