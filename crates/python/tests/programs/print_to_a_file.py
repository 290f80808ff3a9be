# A file of the program's own sees every part, and the flush.
import io
import sys


class Tee:
    def __init__(self):
        self.seen = []

    def write(self, text):
        self.seen.append(text)
        return len(text)

    def flush(self):
        self.seen.append("flush")


class Broken:
    def __str__(self):
        raise ValueError("no text")


tee = Tee()
print("bob", "\n", sep="", end="", file=tee, flush=True)
print(1, 2.5, None, file=tee)
print(file=tee, flush=0)
print(sep="-", end="!", file=tee)
try:
    print("before", Broken(), "after", file=tee)
except ValueError as error:
    print("failed:", error)
print(tee.seen)

text = io.StringIO()
print("a", "b", sep=", ", file=text, flush=True)
print(repr(text.getvalue()))

kept, sys.stdout = sys.stdout, tee
print("to the tee")
sys.stdout = kept
print(tee.seen[-2:])
print("plain", flush=True)
print("nowhere", file=None)
print("to stderr", file=sys.stderr, flush=True)


class Silent:
    def write(self, text):
        pass


try:
    print("x", file=Silent(), flush=True)
except AttributeError as error:
    print(error)
try:
    print("x", file=42)
except AttributeError as error:
    print(error)
