import pickle
for v in (None, True, 5, -1, 2**40, 1.5, "hi", b"b", (1, 2), [1, [2]], {1: "hi", 2: "there"}, {1, 2}, "é" * 3, {"a": (None, [])}):
    d = pickle.dumps(v); print(d, pickle.loads(d) == v, len(pickle.dumps(v, 0)), len(pickle.dumps(v, 2)))
class P:
    def __init__(self, x): self.x = x
p = pickle.loads(pickle.dumps(P([1, 2]))); print(type(p).__name__, p.x, pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL)
a = [1]; b = pickle.loads(pickle.dumps([a, a])); print(b[0] is b[1]); a.append(a); c = pickle.loads(pickle.dumps(a)); print(c[1] is c)
for data in (b"", b"\x80\x04", pickle.dumps([1, 2])[:-3], b"hello", b'{"a":1}', b".", b"\x80\x09N."):
    try:
        print(pickle.loads(data))
    except Exception as e:
        print(type(e).__name__, e)
for f in (lambda: pickle.dumps(lambda: 0), lambda: pickle.loads("str"), lambda: pickle.loads(None)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
