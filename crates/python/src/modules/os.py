import errno as _errno
from os import path

name = "posix"
sep, linesep, pathsep, curdir, pardir, extsep, devnull = "/", "\n", ":", ".", "..", ".", "/dev/null"
error = OSError
environ = {"HOME": "/home/user", "USER": "user", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PWD": "/home/user"}
O_RDONLY, O_WRONLY, O_RDWR, O_NONBLOCK = 0, 1, 2, 2048


def getpid():
    import sys
    return 1000 + sum(sys.argv[0].encode()) % 1000


def getppid():
    return 999


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    environ[key] = value


def getcwd():
    return "/home/user"


def getlogin():
    return "user"


def getuid():
    return 1000


def cpu_count():
    return 1


def strerror(code):
    return _errno._text(code)


def urandom(size):
    import random
    return random.SystemRandom().randbytes(size)


def fspath(path):
    return path if isinstance(path, (str, bytes)) else path.__fspath__()


def get_terminal_size(fd=1):
    return 80, 24


def _exit(code):
    import sys
    sys.exit(code)


def _refuse(what, why="there are no files here"):
    def refused(*args, **kwargs):
        raise NotImplementedError(f"os.{what}() is Python, but Sockscope does not run it: {why}")
    refused.__name__ = refused.__qualname__ = what
    return refused


def system(command):
    # What malicious pickles show is an `echo`, as a rule.
    if not command.startswith("echo ") or set(command) & set("$`\\|&;<>*?~#(){}[]!\n"):
        raise NotImplementedError("os.system() is Python, but Sockscope does not run it: one program is one process here")
    words, quote = "", ""
    for char in command[5:].strip():
        if char in "'\"" and quote in ("", char):
            quote = "" if quote else char
        elif quote or not char.isspace() or not words.endswith(" "):
            words += char
    print(words)
    return 0


listdir, remove, unlink, mkdir, makedirs, rmdir, rename, stat, walk, scandir, chdir, open, chmod = (
    _refuse(what) for what in ("listdir", "remove", "unlink", "mkdir", "makedirs", "rmdir", "rename", "stat", "walk",
                               "scandir", "chdir", "open", "chmod"))
fork, popen, kill, execv, wait, waitpid, pipe = (
    _refuse(what, "one program is one process here") for what in ("fork", "popen", "kill", "execv", "wait",
                                                                  "waitpid", "pipe"))
read, write, close, dup = (_refuse(what, "use the methods of the socket") for what in ("read", "write", "close", "dup"))
for _each in (listdir, remove, unlink, mkdir, rmdir, rename, stat, scandir, chdir, open, chmod, fork, system, kill, execv, wait,
              waitpid, pipe, read, write, close, dup, getpid, getppid, putenv, getcwd, getlogin, getuid, cpu_count, strerror,
              urandom, fspath, get_terminal_size, _exit):
    _each.__module__ = "posix"
