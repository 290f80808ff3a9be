"""Runs a group of programs with the CPython that runs this file, over real loopback, as a person would in terminals.

Standard input: JSON, `{"programs": [{"name", "source", "stdin"}], "seconds"}`. Standard output: JSON, one entry a program
with its raw output and how it ended. Each program starts once the earlier ones are blocked or have ended, which is
observed in /proc, never guessed with a sleep. Where the kernel allows it the group has a network of its own, so that
ports neither clash nor linger; elsewhere the ports in the text are replaced by free ones and put back in the output.
"""

import ctypes
import fcntl
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
SIOCSIFFLAGS, IFF_UP = 0x8914, 1

# How long nothing may move before a program counts as blocked: longer than a delayed acknowledgement (40 ms), after which the
# kernel itself may wake somebody. At the end we allow for the longest of its short timers (200 ms).
QUIET_SECONDS = 0.06
QUIET_AT_END_SECONDS = 0.3
LOOK_SECONDS = 0.004
# Without /proc/PID/syscall we cannot tell an endless wait from one with a time limit; then this long without a move is endless.
ENDLESS_SECONDS = 4.0

# Number of a blocking system call -> which argument holds its time limit, and the value that means "none".
MINUS_ONE = 0xFFFFFFFFFFFFFFFF
NO_LIMIT_ARGUMENT = None
MACHINE = os.uname().machine
WAITS = {
    "x86_64": {
        0: NO_LIMIT_ARGUMENT,  # read
        43: NO_LIMIT_ARGUMENT,  # accept
        288: NO_LIMIT_ARGUMENT,  # accept4
        44: NO_LIMIT_ARGUMENT,  # sendto
        45: NO_LIMIT_ARGUMENT,  # recvfrom
        7: (2, (0xFFFFFFFF, MINUS_ONE)),  # poll
        23: (4, (0,)),  # select
        270: (4, (0,)),  # pselect6
        232: (3, (0xFFFFFFFF, MINUS_ONE)),  # epoll_wait
        281: (3, (0xFFFFFFFF, MINUS_ONE)),  # epoll_pwait
        202: (3, (0,)),  # futex
    },
    "aarch64": {
        63: NO_LIMIT_ARGUMENT,
        202: NO_LIMIT_ARGUMENT,
        242: NO_LIMIT_ARGUMENT,
        206: NO_LIMIT_ARGUMENT,
        207: NO_LIMIT_ARGUMENT,
        73: (2, (0,)),  # ppoll
        72: (4, (0,)),
        22: (3, (0xFFFFFFFF, MINUS_ONE)),
        98: (3, (0,)),
    },
}.get(MACHINE, {})

# The socket call behind a method that only uses one, such as `readline` of a file over a socket.
SOCKET_CALLS = {
    "x86_64": {43: "accept", 288: "accept", 45: "recv", 42: "connect"},
    "aarch64": {202: "accept", 242: "accept", 207: "recv", 203: "connect"},
}.get(MACHINE, {})


def own_network():
    """Moves this process and its children into a network namespace with a loopback; False where that is not permitted."""
    if os.environ.get("SOCKSCOPE_SHARED_NETWORK"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0 and libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        return False
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
    return True


PORT_PLACES = re.compile(r"(?:(?:bind|connect|connect_ex|create_connection|create_server)\(.*?,\s*|\bport\w*\s*=\s*)(\d{4,5})\b", re.IGNORECASE)


def lock_shared_network():
    """Waits until no other group runs on the network that all share; the lock ends with the process."""
    lock = open(os.path.join(tempfile.gettempdir(), f"sockscope-oracle-{os.getuid()}.lock"), "w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def with_free_ports(programs):
    """Replaces each port in the texts by a free one of as many digits; returns the way back."""
    wanted = sorted({port for program in programs for port in PORT_PLACES.findall(program["source"]) if int(port) < 65536})
    taken = {}
    for port in wanted:
        first, end = (2000, 9999) if len(port) == 4 else (10000, 32000)
        candidate = first + (os.getpid() * 7) % (end - first)
        while True:
            candidate = first if candidate + 1 >= end else candidate + 1
            with socket.socket() as probe:
                try:
                    probe.bind(("0.0.0.0", candidate))
                except OSError:
                    continue
            if str(candidate) not in wanted and candidate not in taken.values():
                break
        taken[port] = candidate
    for program in programs:
        for port, free in taken.items():
            program["source"] = re.sub(rf"\b{port}\b", str(free), program["source"])
    return {str(free): port for port, free in taken.items()}


class Program:
    """One program in its own directory: its process, what it printed, and where it is."""

    def __init__(self, root, number, spec):
        self.name = spec["name"]
        self.directory = os.path.join(root, f"{number}")
        os.mkdir(self.directory)
        self.path = os.path.join(self.directory, f"{self.name}.py")
        self.where = os.path.join(self.directory, "where.json")
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(spec["source"])
        self.stdin = spec.get("stdin")
        self.process = None
        self.places = None
        self.sample = None
        self.since = 0.0

    def start(self):
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        environment.update(
            PYTHONHASHSEED="0",
            PYTHONUNBUFFERED="1",
            PYTHONDONTWRITEBYTECODE="1",
            PYTHONUTF8="1",
            PYTHONPATH=os.path.join(HERE, "site"),
            SOCKSCOPE_PROGRAM=self.path,
            SOCKSCOPE_WHERE=self.where,
        )
        with open(os.path.join(self.directory, "in"), "w+", encoding="utf-8") as given:
            given.write(self.stdin or "")
            given.seek(0)
            self.process = subprocess.Popen(
                [sys.executable, self.path],
                cwd=self.directory,
                env=environment,
                stdin=given,
                stdout=open(os.path.join(self.directory, "out"), "wb"),
                stderr=open(os.path.join(self.directory, "err"), "wb"),
                start_new_session=True,
            )

    def ended(self):
        return self.process.poll() is not None

    def quiet_seconds(self, now):
        """How long every thread has been asleep without being scheduled once; 0 while any is running."""
        sample = task_sample(self.process.pid)
        if sample is None or sample != self.sample:
            self.sample, self.since = sample, now
            return 0.0
        return now - self.since

    def waits_for_ever(self):
        """Whether each thread is in a blocking call without a time limit; None if the kernel does not say."""
        try:
            calls = [read(f"/proc/{self.process.pid}/task/{task}/syscall").split() for task in tasks(self.process.pid)]
        except OSError:
            return None
        if not WAITS:
            return None
        for call in calls:
            number = int(call[0]) if call and call[0].lstrip("-").isdigit() else None
            if number not in WAITS:
                return False
            limit = WAITS[number]
            if limit is not None and int(call[1 + limit[0]], 16) not in limit[1]:
                return False
        return True

    def ask_where(self):
        os.kill(self.process.pid, signal.SIGUSR1)
        deadline = time.monotonic() + 5
        while not os.path.exists(self.where) and not self.ended() and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
        if os.path.exists(self.where):
            self.places = json.loads(read(self.where))
            for place in self.places:
                self.name_call(place)

    def name_call(self, place):
        """Names the socket call where the program's own text calls something that makes it."""
        try:
            number = read(f"/proc/{self.process.pid}/task/{place.pop('task')}/syscall").split()[0]
        except OSError:
            return
        made = SOCKET_CALLS.get(int(number)) if number.isdigit() else None
        if made and not place["call"].startswith(made):
            place["call"] = made

    def freeze(self):
        if not self.ended():
            os.killpg(self.process.pid, signal.SIGSTOP)

    def kill(self):
        if self.process and not self.ended():
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def result(self, killed):
        def text(name):
            with open(os.path.join(self.directory, name), "rb") as file:
                return file.read().decode("utf-8", "backslashreplace").replace(self.path, f"{self.name}.py")

        entry = {"name": self.name, "stdout": text("out"), "stderr": text("err")}
        if killed and self.places:
            entry["blocked"] = self.places
        elif killed:
            entry["running"] = True
        else:
            entry["code"] = self.process.returncode
        return entry


def read(path):
    with open(path) as file:
        return file.read()


def tasks(pid):
    return sorted(os.listdir(f"/proc/{pid}/task"), key=int)


def task_sample(pid):
    """Per thread, how often it gave up the processor; None if one is not asleep."""
    sample = []
    try:
        for task in tasks(pid):
            status = read(f"/proc/{pid}/task/{task}/status")
            if "\nState:\tS" not in status:
                return None
            sample.append((task, re.findall(r"ctxt_switches:\t(\d+)", status)))
    except OSError:
        return None
    return sample


def settled(programs, now, seconds):
    """Whether each has ended or has been blocked for `seconds`. Looks at all, so that one waking another is seen."""
    quiet = [program.ended() or program.quiet_seconds(now) >= seconds for program in programs]
    return all(quiet)


def all_for_ever(programs, now):
    for program in programs:
        if program.ended():
            continue
        endless = program.waits_for_ever()
        if endless is None:
            endless = program.quiet_seconds(now) >= ENDLESS_SECONDS
        if not endless:
            return False
    return True


def run(programs, seconds):
    deadline = time.monotonic() + seconds
    started = []
    for program in programs:
        program.start()
        started.append(program)
        while not settled(started, time.monotonic(), QUIET_SECONDS) and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
    while time.monotonic() < deadline:
        now = time.monotonic()
        if all(program.ended() for program in started):
            break
        if settled(started, now, QUIET_AT_END_SECONDS) and all_for_ever(started, now):
            break
        time.sleep(LOOK_SECONDS)
    killed = [not program.ended() for program in started]
    for program in started:
        if not program.ended():
            if program.waits_for_ever() is not False:
                program.ask_where()
    # All at once: the end of one would be an event for the others.
    for program in started:
        program.freeze()
    return [program.result(was) for program, was in zip(started, killed)]


def main():
    group = json.load(sys.stdin)
    shared = None if own_network() else lock_shared_network()
    ports = with_free_ports(group["programs"]) if shared else {}
    root = tempfile.mkdtemp(prefix="sockscope-oracle-")
    programs = [Program(root, number, spec) for number, spec in enumerate(group["programs"], 1)]
    try:
        results = run(programs, group.get("seconds", 60))
    finally:
        for program in programs:
            program.kill()
        shutil.rmtree(root, ignore_errors=True)
    text = json.dumps({"version": "%d.%d" % sys.version_info[:2], "programs": results})
    for free, port in ports.items():
        text = re.sub(rf"\b{free}\b", port, text)
    print(text, flush=True)


if __name__ == "__main__":
    main()
