"""What CPython does with the inputs of tests/pickle.rs, as JSON: the rows and, for each command line, what it prints.

Run by the test where python3 is 3.11, and by `cargo xtask fixtures` for everywhere else. Nothing that a pickle names is
imported here unless it is on the list that the command line allows too.
"""
import io
import json
import pickle
import pickletools
import sys
from _compat_pickle import IMPORT_MAPPING as MODULES, NAME_MAPPING as NAMES


class Limited(pickle.Unpickler):
    allowed = ()

    def find_class(self, module, name):
        # A known difference: CPython asks for the names of Python 2 in old pickles, we for those of today.
        module, name = NAMES.get((module, name), (module, name))
        module = MODULES.get(module, module)
        if f"{module}.{name}" not in self.allowed:
            raise pickle.UnpicklingError(f"global '{module}.{name}' is forbidden")
        return super().find_class(module, name)


ALLOWED = ["builtins.set", "_codecs.encode"]
VALUE = {1: "hi", 2: "there", "deep": [(), (1,), [None, True, 2.5, 10**30, b"\0\xff", {7}]]}
SHARED = ["twice"]
NORMAL = [pickle.dumps(VALUE, protocol) for protocol in range(6)]
ROWS = {f"protocol {protocol}": pickled for protocol, pickled in enumerate(NORMAL)}
ROWS |= {f"cut after {at} bytes": NORMAL[4][:at] for at in (0, 1, 5, 12, 20, 33)}
ROWS |= {
    "batches": pickle.dumps([list(range(1002)), [SHARED, SHARED]], 4),
    "two in a row": NORMAL[0] + NORMAL[4],
    "many in a row": b"".join(pickle.dumps(number) for number in range(60)),
    "one, then a cut one": NORMAL[2] + NORMAL[4][:-4],
    "one, then something else": b"N.hello",
    "no pickle": b"hello",
    "an unknown opcode": b"N\xff.",
    "a stack that is empty": b"0.",
    "a mark in the way": b"(.",
    "no mark": b"t.",
    "a memo entry that is not there": b"h\x07.",
    "a memo entry that is text": b"I1\np1\n0g1\n.",
    "an int that is none": b"I1x\n.",
    "a str that is no UTF-8": b"X\x02\0\0\0\xc3(.",
    "a protocol of the future": b"\x80\x09N.",
    "an unhashable key": b"}]Ns.",
    "append to an int": b"K\x01Na.",
    "a frame that lies": b"\x80\x04\x95\xff\0\0\0\0\0\0\0N.",
    "a claim of four gigabytes": b"B\xff\xff\xff\xffab.",
    "a persistent id": b"Pid\n.",
    "nothing left of a stack": b"N.N",
    "a call of os.system": b"cos\nsystem\n(S'echo pwned'\ntR.",
    "a call by INST": b"(S'echo pwned'\nios\nsystem\n.",
    "a call by names on the stack": b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.",
    "an extension": b"\x82\x01.",
    "itself": b"]\x94h\0a.",
}
EXPRESSIONS = ["{1: 'hi', 2: 'there'}", "[1, 2.5, -3, None, (True, ()), b'x', {'a': {1}}]\n", "'\\u4e16\\ud800'", "'a', 'a', (1, 2), (1, 2)"]


def last_line(error):
    return f"{type(error).__name__}: {error}".rstrip(": ") + "\n"


def each(data, work):
    """Calls `work` with a file until its end or a fault: output, last line of the traceback, exit status."""
    out, file = io.BytesIO(), io.BytesIO(data)
    while True:
        try:
            work(file, out)
        except Exception as error:
            return out.getvalue(), last_line(error), 1
        if file.tell() >= len(data):
            return out.getvalue(), "", 0


def dis(file, out, **options):
    text = io.StringIO()
    try:
        pickletools.dis(file, out=text, **options)
    finally:
        out.write(text.getvalue().encode("utf-8", "surrogatepass"))


def loads(file, out):
    unpickler = Limited(file)
    unpickler.allowed = ALLOWED
    start = file.tell()
    # An unpickler reads ahead: where its pickle ended, the opcodes tell.
    text = repr(unpickler.load())
    out.write(text.encode() + b"\n")
    file.seek(start)
    for _ in pickletools.genops(file):
        pass


def optimize(file, out):
    start = file.tell()
    for _ in pickletools.genops(file):
        pass
    out.write(pickletools.optimize(file.getvalue()[start:file.tell()]))


def main():
    allow = [word for name in ALLOWED for word in ("--allow", name)]
    rows = []
    for name, data in ROWS.items():
        runs = [(["loads", *allow], each(data, loads))]
        if len(data) < 2000:
            runs.append((["dis"], each(data, dis)))
            runs.append((["optimize"], each(data, optimize)))
        if len(data) < 100:
            runs.append((["dis", "--indent=1"], each(data, lambda file, out: dis(file, out, indentlevel=1))))
        rows.append(row(name, data, runs))
    for expression in EXPRESSIONS:
        protocols = range(-1, 6)
        runs = [(["dumps", "--protocol", str(number)], (pickle.dumps(eval(expression), number), "", 0)) for number in protocols]
        rows.append(row(expression, expression.encode(), runs))
    json.dump(rows, sys.stdout, indent=0)
    print()


def row(name, data, runs):
    """Runs with what they print, the last line of a traceback and the exit status; a broken `optimize` is not compared."""
    runs = [
        {"arguments": arguments, "out": out.hex(), "fault": fault, "status": status}
        for arguments, (out, fault, status) in runs
        if arguments != ["optimize"] or status == 0
    ]
    return {"name": name, "input": data.hex(), "runs": runs}


main()
