# Commands in, results or errors out; the handler must not die.
import operator
import socket

OPERATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


class BadRequest(Exception):
    pass


def calculate(text):
    parts = text.split()
    if len(parts) != 3:
        raise BadRequest(f"expected 3 words, got {len(parts)}")
    left, symbol, right = parts
    if symbol not in OPERATIONS:
        raise BadRequest(f"unknown operation {symbol!r}")
    return OPERATIONS[symbol](float(left), float(right))


server = socket.socket()
server.bind(("localhost", 4101))
server.listen()
conn, _ = server.accept()
while True:
    data = conn.recv(1024)
    if not data:
        break
    try:
        answer = f"OK {calculate(data.decode()):g}"
    except BadRequest as error:
        answer = f"BAD {error}"
    except Exception as error:
        answer = f"ERROR {type(error).__name__}: {error}"
    print(data, "->", answer)
    conn.send(answer.encode())
conn.close()
server.close()
