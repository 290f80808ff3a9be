# Smaller parts of the library: what its objects are called, how they compare and what they refuse.
import io
import itertools
import logging
import selectors
import socket
import sys
import traceback
from collections import ChainMap, Counter, UserDict, deque, namedtuple
from dataclasses import KW_ONLY, InitVar, dataclass, field
from enum import Enum


def refused(act):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)


class Folded(UserDict):
    def __setitem__(self, key, item):
        super().__setitem__(key.lower(), item)


folded = Folded(A=1)
folded.update(B=2)
print(folded, folded.data, "a" in folded, folded.pop("b"), len(folded), Counter(a=1, b=0) == Counter(a=1), Counter(a=1) <= Counter(a=2))
refused(lambda: ChainMap({}, {"a": 1}).pop("a"))
refused(lambda: namedtuple("Bad", "a class"))
refused(lambda: deque() + 1)
refused(lambda: deque().push)
print(itertools.repeat("x", 2), itertools.repeat(1), type(itertools.chain()).__name__, type(itertools.islice([], 1)).__name__)
print(len(list(itertools.permutations(range(6)))), list(itertools.permutations("abc", 2)), list(itertools.combinations_with_replacement("abc", 2)))


@dataclass
class Node:
    value: int
    _: KW_ONLY
    scale: InitVar[int] = 2
    next: "Node" = None
    path: list[int] = field(default_factory=list)

    def __post_init__(self, scale):
        self.value *= scale


node = Node(3, scale=5)
node.next = node
print(node, Node.__init__.__annotations__["path"], Node.__annotations__)


class Color(Enum):
    RED = 1


def set_value():
    Color.RED.value = 2


refused(set_value)
selector = selectors.DefaultSelector()
server = socket.create_server(("127.0.0.1", 0))
selector.register(server, selectors.EVENT_READ, "data")
print(type(selector).__name__, len(selector.get_map()), selector.get_map()[server].data, selector.get_key(server).events)
selector.close()
print(selector.get_map())
refused(lambda: selector.get_key(server))
server.close()
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for mode, buffering in (("r", None), ("rb", None), ("wb", None), ("rwb", None)):
    with client.makefile(mode, buffering) as file:
        print(type(file).__name__, isinstance(file, type(file)))
client.close()
for text in "127.1", "1.2.3", "1.2.3.4", "256", "1.2.3.256", "x", "1.2.3.4.5":
    refused(lambda: socket.inet_aton(text))


def inner(items):
    return items[5]   


try:
    inner([])
except IndexError as error:
    for entry in traceback.extract_tb(error.__traceback__):
        print(entry.lineno, entry.name, entry.line)
    print(traceback.format_tb(error.__traceback__)[1], end="")
    print(error.__traceback__.tb_next.tb_frame.f_code.co_name, error.__traceback__.tb_lineno)
    traceback.print_exc(file=sys.stdout)


class Quiet(logging.Filter):
    def filter(self, record):
        return "secret" not in record.getMessage()


logger = logging.getLogger("app.net")
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("{levelname:>8} {name} {message}", style="{"))
logger.addHandler(handler)
logger.addFilter(Quiet())
logger.warning("a secret")
logger.error("%s and %d", "text", 5)
logging.LoggerAdapter(logger, {}).critical("adapted")
print(logger, logging.LoggerAdapter(logger, {}), logging.Filter("app").filter(logging.makeLogRecord({"name": "app.x"})) if hasattr(logging, "makeLogRecord") else "")
for error in (AttributeError("a"), NameError("n"), ImportError("i"), SyntaxError("s"), OSError("o"), StopIteration(), SystemExit()):
    print(type(error).__name__, *[getattr(error, name, "-") for name in ("name", "obj", "path", "msg", "lineno", "errno", "filename", "value", "code")])
print(SyntaxError("text", ("file.py", 3, 5, "a b")).lineno, {frozenset({1})} >= {frozenset({1})}, {1} in {frozenset({1})}, {1: 2}.keys() & [1, 5], [1.5] | {1: 2}.keys())
print(f"{1 + 2j:.2f} {1.5j:>10} {complex(1, -2):+.1e}", "a b".splitlines(True))
stream = io.BytesIO(b"12345")
reader = io.BufferedReader(stream)
print(reader.peek(2)[:2], reader.read(2), reader.read1(10), isinstance(stream, io.BufferedIOBase))
refused(lambda: f"{1j:05}")
refused(lambda: print(1, *5))
refused(lambda: [].index(1, "a"))
refused(lambda: {1: 2}.items() >= {(1, 2)})
view = memoryview(bytearray(b"abcdef"))
print(view[::-2].tobytes(), view[::3].tolist(), socket.getservbyport(80), socket.getprotobyname("udp"))
view.release()
refused(lambda: view[0])
