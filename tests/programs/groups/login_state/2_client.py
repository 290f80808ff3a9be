import socket


def talk(*lines):
    with socket.create_connection(("127.0.0.1", 4112)) as s, s.makefile("r") as answers:
        for line in lines:
            s.sendall((line + "\n").encode())
            answer = answers.readline()
            print(f"{line:<20} {answer!r}")


talk("whoami", "login ana", "dance", "login ana secret", "whoami", "quit")
talk("login bo 1", "login bo 2")
