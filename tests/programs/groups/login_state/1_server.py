# Users, a state for each connection, and a class around the socket.
import socket


class Session:
    users = {"ana": "secret", "bo": "1234"}

    def __init__(self, conn):
        self.conn = conn
        self.user = None
        self.failures = 0
        self.buffer = ""

    def send(self, text):
        self.conn.sendall((text + "\n").encode())

    def lines(self):
        while True:
            while "\n" in self.buffer:
                line, self.buffer = self.buffer.split("\n", 1)
                yield line
            data = self.conn.recv(11)
            if not data:
                return
            self.buffer += data.decode()

    def handle(self, line):
        command, *arguments = line.split()
        method = getattr(self, "do_" + command.lower(), None)
        if method is None:
            return f"unknown command {command}"
        try:
            return method(*arguments)
        except TypeError as error:
            return f"wrong use of {command}: {str(error).split('() ')[1]}"

    def do_login(self, name, password):
        if Session.users.get(name) == password:
            self.user = name
            return f"welcome {name}"
        self.failures += 1
        if self.failures >= 2:
            raise PermissionError(f"too many failures for {name}")
        return "no"

    def do_whoami(self):
        return self.user or "nobody"

    def do_quit(self):
        return None


server = socket.socket()
server.bind(("127.0.0.1", 4112))
server.listen()
for _ in range(2):
    conn, _ = server.accept()
    with conn:
        session = Session(conn)
        try:
            for line in session.lines():
                answer = session.handle(line)
                if answer is None:
                    break
                session.send(answer)
        except PermissionError as error:
            print("kicked:", error)
            session.send("goodbye")
        print("user was", session.user)
