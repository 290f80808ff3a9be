"""What CPython makes of pickles: records on standard output for the differential tests.

A record is a list of fields; a field is a little-endian length of four bytes and that many bytes.
The number of fields depends on the mode; see the tests that read them. Run with PYTHONHASHSEED=0.
"""

import datetime
import io
import pickle
import pickletools
import random
import resource
import struct
import sys
import zlib
from collections import OrderedDict

OUT = sys.stdout.buffer


def field(data):
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    OUT.write(struct.pack("<I", len(data)) + data)


def fault(error):
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    text = str(error)
    return f"{name}: {text}" if text else name


def outcome(pickled):
    try:
        return "= " + repr(pickle.loads(pickled))
    except Exception as error:
        return fault(error)


def disassembly(pickled, **options):
    out = io.StringIO()
    try:
        pickletools.dis(pickled, out=out, **options)
        return out.getvalue()
    except Exception as error:
        return out.getvalue() + fault(error)


class Point:
    """An instance with a state."""


class Bare:
    """An instance without one."""


WORDS = ["", "a", "é", "ab", "abc", "builtins", "x", "name", "latin1", "π", "日本", "😀", "\ud800", "\udfff\ud800",
         "line\nbreak", "back\\slash", "quote'", 'both\'"', "nul\0", "\x1a", "\r", "\x7f", "\xad", "\u200b", "k" * 300]


def text(rng):
    if rng.random() < 0.5:
        return rng.choice(WORDS)
    top = rng.choice([0x7F, 0xFF, 0xFFFF, 0x10FFFF])
    return "".join(chr(rng.randint(0, top)) for _ in range(rng.randint(0, 12)))


def number(rng):
    kind = rng.randint(0, 6)
    if kind == 0:
        return rng.randint(-5, 300)
    if kind == 1:
        return rng.choice([255, 256, 65535, 65536, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**63, -(2**63), 0, -1])
    if kind == 2:
        return rng.getrandbits(rng.randint(1, 80)) - (1 << rng.randint(0, 80))
    if kind == 3:
        return rng.getrandbits(rng.choice([100, 2030, 2048, 4100])) * rng.choice([1, -1])
    return rng.randint(-(2**33), 2**33)


def real(rng):
    kind = rng.randint(0, 3)
    if kind == 0:
        return rng.choice([0.0, -0.0, 1.0, 1e16, 1e15, 1e-4, 1e-5, 1.5, float("inf"), float("-inf"), float("nan"), 5e-324])
    if kind == 1:
        return struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0]
    return rng.uniform(-1000, 1000) if kind == 2 else round(rng.uniform(-100, 100), 2)


def payload(rng):
    return bytes(rng.getrandbits(8) for _ in range(rng.choice([0, 1, 2, 5, 20, 255, 256, 300])))


def key(rng, depth=0):
    """Something whose hash does not depend on an address."""
    kind = rng.randint(0, 7)
    if kind < 2:
        return number(rng)
    if kind < 4:
        return text(rng)
    if kind == 4:
        return rng.choice([0.5, 1.0, -2.0, 1e300, 3.25, 2.0**70, True, False])
    if kind == 5:
        return payload(rng)[:9]
    if depth < 2:
        if kind == 6:
            return tuple(key(rng, depth + 1) for _ in range(rng.randint(0, 3)))
        return frozenset(key(rng, depth + 1) for _ in range(rng.randint(0, 4)))
    return rng.randint(0, 9)


def rare(rng):
    kind = rng.randint(0, 7)
    if kind == 0:
        return complex(real(rng), real(rng))
    if kind == 1:
        return OrderedDict((text(rng), number(rng)) for _ in range(rng.randint(0, 3)))
    if kind == 2:
        zone = rng.choice([None, datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=2))])
        return datetime.datetime(2026, rng.randint(1, 12), 3, 4, rng.randint(0, 59), rng.choice([0, 7]),
                                 rng.choice([0, 123456]), zone)
    if kind == 3:
        return datetime.timedelta(rng.randint(-9, 9), rng.randint(0, 9), rng.choice([0, 5]))
    if kind == 4:
        return rng.choice([datetime.date(1999, 12, 31), datetime.time(1, 2), datetime.time(1, 2, 3, 4)])
    if kind == 5:
        return rng.choice([int, str, OrderedDict, len, Ellipsis, NotImplemented, range(3), range(1, 10, 2)])
    return rng.choice([b"", bytearray(), bytearray(b"a"), b"a", (), frozenset(), set(), "", []])


def value(rng, depth, seen, instances):
    roll = rng.random()
    if seen and roll < 0.12:
        return rng.choice(seen)
    if depth <= 0 or roll < 0.5:
        made = rng.choice([lambda: None, lambda: rng.random() < 0.5, lambda: number(rng), lambda: real(rng),
                           lambda: text(rng), lambda: text(rng), lambda: payload(rng),
                           lambda: bytearray(payload(rng)), lambda: rare(rng)])()
        seen.append(made)
        return made
    size = rng.choice([0, 1, 1, 2, 3, 3, 4, 6])
    kind = rng.randint(0, 8 if instances else 7)
    if kind < 2:
        made = []
        seen.append(made)
        made.extend(value(rng, depth - 1, seen, instances) for _ in range(size))
    elif kind < 4:
        made = {}
        seen.append(made)
        for _ in range(size):
            made[key(rng)] = value(rng, depth - 1, seen, instances)
    elif kind < 6:
        made = tuple(value(rng, depth - 1, seen, instances) for _ in range(size))
        seen.append(made)
    elif kind == 6:
        made = {key(rng) for _ in range(size * 3)}
        seen.append(made)
    elif kind == 7:
        made = frozenset(key(rng) for _ in range(size * 2))
        seen.append(made)
    else:
        made = rng.choice([Point, Bare])()
        seen.append(made)
        if size:
            made.first = value(rng, depth - 1, seen, instances)
        if size > 2:
            made.second = value(rng, depth - 1, seen, instances)
    return made


def large(rng, index):
    """Values past the batches and frames."""
    return [
        list(range(1000)), list(range(1001)), list(range(2001)), dict.fromkeys(range(1000)), dict.fromkeys(range(2000)),
        dict.fromkeys(range(2001)), set(range(1000)), set(range(1001)), frozenset(range(3000)), list(range(40000)),
        ["x" * 70000, 1, "y" * 65536, "z" * 65535, b"b" * 65536, bytearray(b"c" * 70000)], b"q" * 65535 + b"r",
        [str(i) for i in range(300)] * 2, [[str(i)] for i in range(70000)][::-1], {str(i) for i in range(60000)},
        OrderedDict((str(i), i) for i in range(1500)), OrderedDict((str(i), i) for i in range(1001)),
        [b"%d" % i for i in range(300)], tuple(range(5000)), {i * 0.5: i for i in range(3000)},
    ][index]


def values(seed, count):
    """Fields: source pickle, repr or nothing, dumps in protocols 0 to 5, protocol, dis, annotated lengths, optimize."""
    rng = random.Random(seed)
    for index in range(count):
        instances = rng.random() < 0.1
        made = large(rng, index) if index < 20 and count > 1000 else value(rng, rng.randint(0, 4), [], instances)
        source = pickle.dumps(made, rng.randint(0, 5))
        made = pickle.loads(source)
        field(source)
        field("" if instances else repr(made))
        dumped = [pickle.dumps(made, protocol) for protocol in range(6)]
        for pickled in dumped:
            field(pickled)
        chosen = rng.randint(0, 5)
        field(bytes([chosen]))
        field(disassembly(dumped[chosen]) if index % 4 == 0 else "")
        field(pickletools.optimize(dumped[chosen]) if index % 4 == 1 else b"")


def named(made):
    """Whether a set display holds an identifier: the compiler rebuilds it if the interpreter knows the word already."""
    if isinstance(made, str):
        return made.isascii() and made.replace("_", "a").isalnum()
    if isinstance(made, dict):
        return any(map(named, made)) or any(map(named, made.values()))
    return isinstance(made, (tuple, list, set, frozenset)) and any(map(named, made))


def sets_of(made):
    if isinstance(made, (set, frozenset)):
        yield made
    parts = [*made, *made.values()] if isinstance(made, dict) else made
    if isinstance(made, (tuple, list, set, frozenset, dict)):
        for part in parts:
            yield from sets_of(part)


def literals(seed, count):
    """Fields: a literal expression, dumps in protocols 0 to 5."""
    rng = random.Random(seed)
    fixed = ["1+2j", "-1j", "(1,)", "1, 2", "['a', 'a']", "[b'a', b'a', bytearray(b'a')]", "('a', ('a',)), ('a',)",
             "{1, 2, 3}", "{3: 'x', 1: 'y', 3: 'z'}", "[1j, 1j, -1j]", "'a' 'b'", "['ab', 'a' \"b\"]",
             "r'\\n', '\\101\\x41\\u0041'", "b'\\x00' b'1'", "0x1F, 0o17, 0b11, 1_000", "1e5, .5, 5., 1_0.0_1e1_0",
             "[(), ()]", '\"\"\"a\nb\"\"\"', "--1, +True, -True", "{1, 1.0, True}", "[(1, 2), (1, 2), (1.0, 2)]",
             "[0.0, -0.0]", "[[], []]", "frozenset([3, 1]), set(), frozenset()", "{'a', 'b', 'c', 'd', 'e', 'f'}",
             "[\n1, # one\n2]", "float('inf'), float('-nan')", "'\\ud800'", "'\\\n'", "u'x', Rb'y'"]
    skipped = ("...", "nan", "inf", "range", "<", "date", "Ord", "Impl", "Elli")
    for index in range(count):
        expression = fixed[index] if index < len(fixed) else repr(value(rng, rng.randint(0, 3), [], False))
        if index >= len(fixed) and any(name in expression for name in skipped):
            continue
        made = eval(expression)
        if index >= len(fixed) and any(map(named, sets_of(made))):
            continue
        field(expression)
        for protocol in range(6):
            field(pickle.dumps(made, protocol))


def small_values(rng):
    while True:
        made = value(rng, rng.randint(0, 3), [], False)
        protocol = rng.randint(0, 5)
        pickled = pickle.dumps(made, protocol)
        if len(pickled) < 160:
            yield pickled


def judged(pickled):
    """Fields: pickle, outcome of loads, checksum of the disassembly with its error."""
    field(pickled)
    field(outcome(pickled))
    field(struct.pack("<I", zlib.crc32(disassembly(pickled).encode("utf-8", "surrogatepass"))))


def truncations(seed, count):
    rng = random.Random(seed)
    source = small_values(rng)
    for _ in range(count):
        pickled = next(source)
        for cut in range(len(pickled)):
            judged(pickled[:cut])


# No imports, and nothing that claims memory before its bytes are there.
UNSAFE = b"ci\x93r\x8e\x96\x82\x83\x84p"


def mutations(seed, count):
    rng = random.Random(seed)
    source = small_values(rng)
    codes = [op.code.encode("latin-1") for op in pickletools.opcodes if op.code.encode("latin-1") not in UNSAFE]
    made = 0
    while made < count:
        if rng.random() < 0.4:
            pickled = bytearray()
            for _ in range(rng.randint(1, 14)):
                pickled += rng.choice(codes)
                pickled += rng.choice([b"", b"", b"\x00", b"\x01", b"\x01a", b"1\n", b"'a'\n", b"\x02\0\0\0xy"])
            pickled += b"."
        else:
            pickled = bytearray(next(source))
            for _ in range(rng.randint(1, 3)):
                at = rng.randrange(len(pickled))
                roll = rng.randint(0, 3)
                if roll == 0:
                    pickled[at] = rng.getrandbits(8)
                elif roll == 1:
                    pickled[at:at + 1] = rng.choice(codes)
                elif roll == 2:
                    del pickled[at]
                else:
                    pickled.insert(at, rng.choice(codes)[0])
                if not pickled:
                    pickled = bytearray(b".")
        pickled = bytes(pickled)
        if any(byte in pickled for byte in UNSAFE):
            continue
        result = outcome(pickled)
        if " at 0x" in result or ("None" in result and "set(" in result) or result.startswith(("RecursionError", "MemoryError")):
            continue
        made += 1
        judged(pickled)


def pickletester():
    """Fields as `judged`: every input that CPython's own unpickling tests load without a class of theirs."""
    import unittest
    from test import pickletester as tests

    seen = {}

    class Recorder(tests.AbstractUnpickleTests, unittest.TestCase):
        bad_stack_errors = (pickle.UnpicklingError,)
        truncated_errors = (pickle.UnpicklingError, EOFError)

        def loads(self, buf, **options):
            if not options:
                seen[bytes(buf)] = True
            return pickle.loads(buf, **options)

    unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(Recorder))
    for name in ["DATA0", "DATA1", "DATA2", "DATA3", "DATA4", "DATA_SET", "DATA_XRANGE", "DATA_UEERR"]:
        if hasattr(tests, name):
            seen[getattr(tests, name)] = True
    for pickled in seen:
        judged(pickled)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    mode, numbers = sys.argv[1], [int(number) for number in sys.argv[2:]]
    {"values": values, "truncations": truncations, "mutations": mutations, "pickletester": pickletester,
     "literals": literals}[mode](*numbers)
    OUT.flush()
