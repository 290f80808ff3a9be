import socket


def ask(request):
    with socket.create_connection(('127.0.0.1', 9097)) as client:
        client.sendall(request)
        answer = b''
        while piece := client.recv(1000):
            answer += piece
    head, _, body = answer.decode().partition('\r\n\r\n')
    kept = [line for line in head.split('\r\n') if not line.startswith(('Date:', 'Server:'))]
    if 'Unsupported' in kept[0] or 'Bad' in kept[0]:
        print(kept[0])
    else:
        print(kept, body)


ask(b'GET /notes HTTP/1.1\r\nHost: x\r\n\r\n')
ask(b'POST /notes HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{"a":1}')
ask(b'GET /nothing HTTP/1.0\r\n\r\n')
ask(b'BREW /pot HTTP/1.0\r\n\r\n')
