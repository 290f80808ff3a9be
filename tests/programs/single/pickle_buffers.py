# Buffers out of band, the strings of Python 2, and the names of Python 2.
import io
import pickle
def show(label, f):
    try: r = f()
    except Exception as e: r = (type(e).__name__, str(e))
    print(label, r)
class Z(bytearray):
    def __reduce_ex__(self, protocol):
        if protocol >= 5: return type(self)._reconstruct, (pickle.PickleBuffer(self),), None
        return type(self)._reconstruct, (bytearray(self),)
    @classmethod
    def _reconstruct(cls, obj):
        with memoryview(obj) as m:
            obj = m.obj
            if type(obj) is cls: return obj
            else: return cls(obj)
b = Z(b"abc")
data = pickle.dumps(b, protocol=5); print(data); nb = pickle.loads(data); print(b == nb, b is nb, type(nb).__name__)
buffers = []; data = pickle.dumps(b, protocol=5, buffer_callback=buffers.append); print(data, len(buffers)); nb = pickle.loads(data, buffers=buffers); print(b == nb, b is nb)
for p in range(5): show(p, lambda: pickle.dumps(b, p))
show("nobuf", lambda: pickle.loads(data)); show("few", lambda: pickle.loads(data, buffers=[])); show("notiter", lambda: pickle.loads(data, buffers=5))
show("direct", lambda: pickle.dumps(pickle.PickleBuffer(b"xyz"), 5)); show("direct", lambda: pickle.dumps(pickle.PickleBuffer(bytearray(b"xyz")), 5)); show("direct4", lambda: pickle.dumps(pickle.PickleBuffer(b"x"), 4))
bs = []; d = pickle.dumps([pickle.PickleBuffer(b"ro"), pickle.PickleBuffer(bytearray(b"rw")), b"in"], 5, buffer_callback=lambda x: bs.append(x)); print(d, [bytes(x) for x in bs], [x.raw().readonly for x in bs])
r = pickle.loads(d, buffers=[b"new", bytearray(b"NEW")]); print(r)
r = pickle.loads(d, buffers=iter([bytearray(b"new"), bytearray(b"NEW")])); print(type(r[0]).__name__, bytes(r[0]), r[0].readonly, r[1:])
d2 = pickle.dumps([pickle.PickleBuffer(b"ro"), pickle.PickleBuffer(bytearray(b"rw"))], 5, buffer_callback=lambda x: True); print(d2, pickle.loads(d2))
pb = pickle.PickleBuffer(bytearray(b"hello")); print(bytes(pb), memoryview(pb)[1:3].tobytes(), pb.raw().tobytes(), len(memoryview(pb))); 
pb.release(); show("released", lambda: pb.raw()); show("type", lambda: pickle.PickleBuffer("x")); show("type", lambda: pickle.PickleBuffer(5)); show("args", lambda: pickle.PickleBuffer())
f = io.BytesIO(); bufs = []; pickle.Pickler(f, 5, buffer_callback=bufs.append).dump({"a": Z(b"123"), "b": Z(b"456")}); print(f.getvalue(), [bytes(x) for x in bufs]); f.seek(0); print(pickle.Unpickler(f, buffers=bufs).load()); f.seek(0); print(pickle.load(f, buffers=bufs))
show("p4", lambda: pickle.Pickler(io.BytesIO(), 4, buffer_callback=bufs.append)); print(type(pb).__name__, isinstance(pb, pickle.PickleBuffer))
show("sharing", lambda: pickle.dumps([pb2 := pickle.PickleBuffer(bytearray(b"s")), pb2], 5))
# encodings
py2 = b"\x80\x02]q\x00(U\x03abcq\x01U\x02\xc3\xa9q\x02S'x\\xff'\nT\x02\x00\x00\x00\xe9\xe8e."
for kw in [{}, {"encoding": "latin1"}, {"encoding": "bytes"}, {"encoding": "utf-8"}, {"encoding": "utf-8", "errors": "replace"}, {"errors": "ignore"}, {"encoding": "nope"}]: show(kw, lambda: pickle.loads(py2, **kw)); show(kw, lambda: pickle.load(io.BytesIO(py2), **kw))
show("fix", lambda: pickle.loads(b"c__builtin__\nset\n.", fix_imports=False)); show("fix", lambda: pickle.loads(b"c__builtin__\nset\n.")); show("fix", lambda: pickle.dumps([range, set, Exception], 2, fix_imports=False)); show("fix", lambda: pickle.dumps([range, set, Exception], 2)); show("xrange", lambda: pickle.loads(b"c__builtin__\nxrange\n(I3\ntR."))
for v in (b"", b"N", "x", None, 5, [1], bytearray(b"N."), memoryview(b"K\x05."), b"\x80\x05N."): show("arg", lambda: pickle.loads(v))
