# Subclasses of builtins, library classes and copyreg, in every protocol: the very bytes.
import collections
import copyreg
import datetime
import enum
import hashlib
import pickle


class Numbers(list):
    pass


class Names(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = "names"


class Word(str):
    pass


class Pair(tuple):
    pass


class Tally(collections.Counter):
    pass


class Color(enum.Enum):
    RED = 1
    BLUE = "b"


class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    def __repr__(self):
        return f"Celsius({self.degrees})"


def of_celsius(value):
    return Celsius, (value.degrees,)


utc = datetime.timezone.utc
east = datetime.timezone(datetime.timedelta(hours=5, minutes=30), "IST")
things = [
    Numbers([1, 2]), Numbers(), Names(a=1), Word("hi"), Pair((1, "x")), Tally("aab"), Color.BLUE, collections.OrderedDict(z=1, a=2), collections.OrderedDict(),
    collections.Counter("abca"), collections.deque([1, 2], maxlen=3), collections.deque("ab"), collections.defaultdict(list, {"k": [1]}), collections.defaultdict(),
    frozenset({1}), {2}, bytearray(b"x"), b"\x00\xff", datetime.timedelta(days=-1, seconds=3), datetime.date(2024, 2, 29),
    datetime.datetime(2024, 2, 29, 12, 30, 5, 70000), datetime.datetime(1999, 12, 31, 23, 59, tzinfo=utc), datetime.datetime(2000, 1, 1, tzinfo=east), datetime.time(1, 2, 3, 4),
    utc, east, range(3), slice(1, None, 2), ValueError("bad", 3), 10**30, -1, 1.5, Celsius(3), len, Celsius,
]
for protocol in range(6):
    for thing in things:
        data = pickle.dumps(thing, protocol)
        back = pickle.loads(data)
        same = type(back) is type(thing) and repr(back) == repr(thing) and getattr(back, "kind", None) == getattr(thing, "kind", None)
        print(protocol, type(thing).__name__, len(data), hashlib.md5(data).hexdigest()[:8], same or (thing, back))

copyreg.pickle(Celsius, of_celsius)
for protocol in (0, 2, 4):
    print(pickle.dumps(Celsius(21), protocol), pickle.loads(pickle.dumps(Celsius(21), protocol)))
print(copyreg._reconstructor(Numbers, list, [3]), copyreg.__newobj__(Word, "w"))
try:
    copyreg.pickle(int, 3)
except TypeError as error:
    print(error)


class Slotted:
    __slots__ = ("x",)


class Both(Slotted):
    pass


for protocol in (1, 2):
    for cls in (Slotted, Both):
        one = cls()
        one.x = [protocol]
        if cls is Both:
            one.y = "more"
        try:
            back = pickle.loads(pickle.dumps(one, protocol))
            print(pickle.dumps(one, protocol), back.x, getattr(back, "y", None))
        except TypeError as error:
            print(error)
for slotted in (Slotted(), Both()):
    print(hasattr(slotted, "__dict__"))
