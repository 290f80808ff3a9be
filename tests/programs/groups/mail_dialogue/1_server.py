import socket, re
def session(conn):
    f = conn.makefile("rwb", buffering=0)
    def say(code, text): f.write(f"{code} {text}\r\n".encode())
    say(220, "mail.test ready")
    state, mail = "helo", {"to": []}
    while (line := f.readline()):
        line = line.rstrip(b"\r\n").decode()
        match line.split(maxsplit=1):
            case ["HELO" | "EHLO", host]:
                say(250, f"Hello {host}"); state = "mail"
            case ["MAIL", rest] if (m := re.match(r"FROM:<([^>]*)>", rest)):
                mail["from"] = m.group(1); say(250, "OK"); state = "rcpt"
            case ["RCPT", rest] if state == "rcpt" and (m := re.match(r"TO:<(?P<to>[^>]*)>", rest)):
                mail["to"].append(m["to"]); say(250, "OK")
            case ["DATA"] if mail["to"]:
                say(354, "go ahead")
                body = []
                while (l := f.readline().decode().rstrip("\r\n")) != ".":
                    body.append(l.removeprefix(".") if l.startswith("..") else l)
                mail["body"] = body
                say(250, "queued")
            case ["QUIT"]:
                say(221, "bye"); break
            case [cmd, *_]:
                say(500, f"{cmd}?")
            case _:
                say(500, "empty")
    return mail
with socket.create_server(("127.0.0.1", 6007)) as srv:
    conn, peer = srv.accept()
    with conn:
        print(session(conn))
