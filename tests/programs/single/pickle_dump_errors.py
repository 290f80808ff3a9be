# Values that cannot be pickled.
import io
import pickle
import socket
import sys
import threading


class Holder:
    def __init__(self, thing):
        self.thing = thing


def local():
    class Hidden:
        pass

    return Hidden()


def numbers():
    yield 1


s = socket.socket()
for bad in [lambda: pickle.dumps(lambda: 0), lambda: pickle.dumps(local()), lambda: pickle.dumps(s), lambda: pickle.dumps(threading.Lock()), lambda: pickle.dumps(numbers()), lambda: pickle.dumps(sys), lambda: pickle.dumps(Holder(s)), lambda: pickle.dumps({"x": [lambda: 1]})]:
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
s.close()
pickle.dumps([1, sys.stdout])
