import socket


class RemoteError(Exception):
    def __init__(self, kind, message):
        super().__init__(f"[{kind}] {message}")
        self.kind = kind


def ask(sock, question):
    sock.send(question.encode())
    kind, _, rest = sock.recv(1024).decode().partition(" ")
    if kind != "OK":
        raise RemoteError(kind, rest)
    return float(rest)


s = socket.socket()
s.connect(("localhost", 4101))
for question in ["1 + 2", "2 * 3.5", "1 / 0", "7 ^ 2", "hello", "a + b", "10 - 4"]:
    try:
        print(question, "=", ask(s, question))
    except RemoteError as error:
        print(question, "failed:", error, error.kind)
ask(s, "1 /")
