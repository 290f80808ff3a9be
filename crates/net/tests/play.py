"""Plays timelines (timelines.txt) on real sockets and prints what each line came to, one line of output for each line of input.

Descriptors and processes of a timeline are numbers and letters of its own, so that any machine can play them; port 5000 becomes a free one.
"""
import concurrent.futures
import errno
import os
import select
import socket
import struct
import sys
import threading
import time



def is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


class World:
    def __init__(self, index):
        self.open = {}
        self.closed = {}
        self.blocked = {}
        # Below the ephemeral ports, and far enough from the next timeline's.
        self.port = next(port for port in range(12000 + 100 * index, 12100 + 100 * index, 5) if is_free(port))

    def give(self, process, sock):
        fd = 3
        while (process, fd) in self.open:
            fd += 1
        self.open[process, fd] = sock
        return fd

    def address(self, text):
        host, port = text.rsplit(":", 1)
        port = int(port)
        return {"": "127.0.0.1", "any": ""}.get(host, host), self.port - 5000 + port if port >= 5000 else port

    def show(self, address):
        host, port = address
        if port == self.port:
            return f"{host}:5000"
        return f"{host}:*" if port >= 32768 else f"{host}:{port}"

    def call(self, words):
        caller, *words = words
        timeout, flags = None, 0
        for word in list(words):
            flag = {"peek": socket.MSG_PEEK, "waitall": socket.MSG_WAITALL, "dontwait": socket.MSG_DONTWAIT}.get(word)
            if word == "nb":
                timeout = 0
            elif word.startswith("timeout="):
                timeout = float(word[8:])
            elif flag:
                flags |= flag
            else:
                continue
            words.remove(word)
        try:
            return self.make(caller[0], words, timeout, flags)
        except socket.gaierror:
            return "gaierror"
        except TimeoutError as error:
            return "ETIMEDOUT" if error.errno else "timed out"
        except OSError as error:
            # Linux has two names for 95.
            return "EOPNOTSUPP" if error.errno == errno.EOPNOTSUPP else errno.errorcode[error.errno]

    def make(self, process, words, timeout, flags):
        name, *words = words
        if name == "socket":
            return str(self.give(process, socket.socket()))
        if name == "udp":
            return str(self.give(process, socket.socket(socket.AF_INET, socket.SOCK_DGRAM)))
        if name == "open":
            return str(self.give(process, socket.socket(*map(int, words))))
        if name == "select":
            lists = {word[0]: [int(fd) for fd in word[2:].split(",")] for word in words}
            watched = [[self.open[process, fd] for fd in lists.get(key, [])] for key in "rwx"]
            ready = select.select(*watched, timeout)
            numbers = {sock: fd for (owner, fd), sock in self.open.items() if owner == process}
            return " ".join(f"{key}={','.join(str(numbers[sock]) for sock in socks)}" for key, socks in zip("rw", ready))
        fd = int(words[0])
        if name == "close":
            self.open[process, fd].close()
            self.closed[process, fd] = self.open.pop((process, fd))
            return "ok"
        sock = self.open.get((process, fd)) or self.closed[process, fd]
        if sock.fileno() >= 0:
            sock.settimeout(timeout)
        return self.on_socket(process, sock, name, words[1:], flags)

    def on_socket(self, process, sock, name, words, flags):
        def data(text):
            count, star, character = text.partition("*")
            return character.encode() * int(count) if star else text.strip("'").encode()

        def shown(payload):
            if len(payload) > 20 and payload == payload[:1] * len(payload):
                return f"{len(payload)}*{payload[:1].decode()}"
            return f"'{payload.decode()}'"

        if name == "bind":
            sock.bind(self.address(words[0]))
        elif name == "listen":
            sock.listen(*map(int, words))
        elif name == "accept":
            accepted, peer = sock.accept()
            return f"{self.give(process, accepted)} from {self.show(peer)}"
        elif name == "connect":
            sock.connect(self.address(words[0]))
        elif name == "send":
            return str(sock.send(data(words[0]), flags))
        elif name == "sendall":
            sock.sendall(data(words[0]), flags)
        elif name == "sendto":
            return str(sock.sendto(data(words[0]), flags, self.address(words[1])))
        elif name == "recv":
            return shown(sock.recv(int(words[0]), flags))
        elif name == "recvfrom":
            payload, sender = sock.recvfrom(int(words[0]), flags)
            return f"{shown(payload)} from {self.show(sender) if sender else 'nobody'}"
        elif name == "shutdown":
            sock.shutdown(int(words[0]))
        elif name == "setopt":
            level, option, *values = map(int, words)
            sock.setsockopt(level, option, struct.pack(f"{len(values)}i", *values))
        elif name == "getopt":
            level, option, size = map(int, [*words, 4][:3])
            value = sock.getsockopt(level, option, size)
            return " ".join(map(str, struct.unpack(f"{len(value) // 4}i", value)))
        elif name == "name":
            return self.show(sock.getsockname())
        elif name == "peer":
            return self.show(sock.getpeername())
        else:
            raise ValueError(name)
        return "ok"

    def line(self, line):
        call, equals, outcome = line.rstrip("~").partition(" = ")
        words = call.split()
        if not equals and not line.endswith("~"):
            time.sleep(float(line.rstrip("s")))
            return ""
        if len(words) == 1:
            thread, result = self.blocked.pop(words[0])
        else:
            result = []
            thread = threading.Thread(target=lambda: result.append(self.call(words)), daemon=True)
            self.blocked[words[0]] = thread, result
            thread.start()
        if equals and outcome != "never":
            thread.join(5)
            return result[0] if result else "nothing for 5 seconds"
        # It shall block; whether it has is a question of time on a real machine.
        thread.join(0.05)
        return result[0] if result else "never" if equals else "blocked"


def play(timeline):
    index, lines = timeline
    world = World(index)
    return [world.line(line) for line in lines]


def main():
    timelines = []
    for line in sys.stdin.read().splitlines():
        if line.startswith("=="):
            timelines.append([])
        else:
            timelines[-1].append(line)
    # Timelines are mostly waiting, so several go on at once.
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for outcomes in pool.map(play, enumerate(timelines)):
            print()
            for outcome in outcomes:
                print(outcome)
    sys.stdout.flush()
    # Calls that block for ever are not waited for.
    os._exit(0)


main()
