# Picklers and unpicklers as objects: persistent ids, find_class, overrides, dispatch tables, extensions, memos, fast mode, files.
import collections
import copyreg
import io
import pickle
def show(label, f):
    try: r = f()
    except Exception as e: r = (type(e).__name__, str(e))
    print(label, r)
class Obj:
    def __init__(s, n): s.n = n
    def __repr__(s): return f"Obj({s.n!r})"
class P1(pickle.Pickler):
    def persistent_id(self, obj):
        print("  pid?", obj if not isinstance(obj, bytes) else len(obj)); 
        if isinstance(obj, Obj): return f"obj:{obj.n}"
        if obj == "keep": return ("tuple", 5)
class U1(pickle.Unpickler):
    def persistent_load(self, pid): print("  load", pid); return Obj(pid)
    def find_class(self, m, n): print("  find", m, n); return super().find_class(m, n)
data = [Obj(1), "keep", {"a": Obj(2)}, (Obj(3),), {1, 2}, frozenset([3]), collections.OrderedDict(a=1), len, int, Obj]
for p in (0, 2, 3, 5):
    f = io.BytesIO(); 
    try:
        P1(f, p).dump(data[2:4] + data[4:])
        print(p, f.getvalue()); f.seek(0); show(p, lambda: U1(f).load())
    except Exception as e: print(p, type(e).__name__, e)
f = io.BytesIO()
show("p0 tuple", lambda: P1(f, 0).dump("keep"))
class P2(pickle.Pickler):
    def persistent_id(self, obj): return "é" if isinstance(obj, Obj) else None
show("p0 nonascii", lambda: P2(io.BytesIO(), 0).dump(Obj(1)))
show("p1 nonascii", lambda: P2(io.BytesIO(), 1).dump(Obj(1)))
show("no persistent_load", lambda: pickle.loads(b"\x80\x04K\x01Q."))
show("no persistent_load", lambda: pickle.loads(b"Pabc\n."))
class U2(pickle.Unpickler): pass
u = U2(io.BytesIO(b"\x80\x04K\x01Q.")); 
show("U2", u.load)
class U3(pickle.Unpickler):
    def persistent_load(self, pid): raise pickle.UnpicklingError(f"nope {pid}")
show("U3", lambda: U3(io.BytesIO(b"\x80\x04K\x01Q.")).load())
class Restricted(pickle.Unpickler):
    def find_class(self, module, name):
        if module == "builtins" and name in {"range", "complex", "set", "frozenset", "slice"}:
            import builtins
            return getattr(builtins, name)
        raise pickle.UnpicklingError(f"global '{module}.{name}' is forbidden")
def rl(s): return Restricted(io.BytesIO(s)).load()
for v in [[1, 2, range(15)], 1+2j, slice(1,2,3), {1,2}, Obj(1), print]:
    for p in (0, 2, 4): show((p, str(v)[:20]), lambda: rl(pickle.dumps(v, p)))
show("sys", lambda: rl(b"cos\nsystem\n(S'echo hello world'\ntR."))
show("eval", lambda: rl(b'cbuiltins\neval\n(S\'getattr(__import__("os"), "system")("echo hello world")\'\ntR.'))
class RO(pickle.Pickler):
    def reducer_override(self, obj):
        print("  override?", getattr(obj, "__name__", type(obj).__name__))
        if isinstance(obj, Obj): return Obj, ("overridden",)
        if callable(obj) and getattr(obj, "__name__", "") == "<lambda>": return str, ("lambda",)
        return NotImplemented
for p in (0, 2, 3, 5):
    f = io.BytesIO(); show(p, lambda: RO(f, p).dump([Obj(1), lambda: 0, len, int, type(None), 1, "s", (1,), {1}, 1j, range(2)]))
    print(f.getvalue()); show(p, lambda: pickle.loads(f.getvalue()))
class DT(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table.copy()
    dispatch_table[Obj] = lambda o: (Obj, (o.n * 10,))
f = io.BytesIO(); DT(f).dump([Obj(4), 1j]); print(f.getvalue(), pickle.loads(f.getvalue()))
p = pickle.Pickler(f := io.BytesIO(), 4); p.dispatch_table = collections.ChainMap({Obj: lambda o: (Obj, ("chain",))}, copyreg.dispatch_table); p.dump(Obj(1)); print(pickle.loads(f.getvalue()))
class M(type): pass
class WithMeta(metaclass=M): pass
copyreg.pickle(M, lambda c: (str, (c.__name__,)))
print(pickle.dumps(WithMeta), pickle.loads(pickle.dumps(WithMeta)))
copyreg.pickle(Obj, lambda o: (Obj, ("via copyreg",)))
print(pickle.dumps(Obj(1)), pickle.loads(pickle.dumps([Obj(1)])))
show("copyreg", lambda: copyreg.pickle(Obj, 5)); show("copyreg", lambda: copyreg.pickle(Obj, len, 5)); show("ctor", lambda: copyreg.constructor(5))
del copyreg.dispatch_table[Obj]
# extensions
copyreg.add_extension("__main__", "Obj", 0x42); copyreg.add_extension("builtins", "range", 0x1234); copyreg.add_extension("collections", "Counter", 0x12345678)
for p in (0, 2, 3, 5):
    d = pickle.dumps([Obj, Obj(1), range(3), collections.Counter("aab"), Obj], p); print(d); show(p, lambda: pickle.loads(d))
show("dup", lambda: copyreg.add_extension("__main__", "Obj", 7)); show("dup", lambda: copyreg.add_extension("a", "b", 0x42)); show("range", lambda: copyreg.add_extension("a", "b", 0)); show("range", lambda: copyreg.add_extension("a","b",1<<40))
copyreg.remove_extension("__main__", "Obj", 0x42); show("rm", lambda: copyreg.remove_extension("__main__", "Obj", 0x42))
show("ext", lambda: pickle.loads(b"\x82\x42.")); show("ext", lambda: pickle.loads(b"\x82\x00.")); show("ext", lambda: pickle.loads(b"\x82\x43.")); show("ext", lambda: pickle.loads(b"\x84\xff\xff\xff\xff."))
# several dumps by one pickler
f = io.BytesIO(); p = pickle.Pickler(f, 4); shared = ["s", Obj(1)]
p.dump(shared); p.dump(shared); p.dump([shared, "s"]); p.clear_memo(); p.dump(shared); print(f.getvalue())
f.seek(0); u = pickle.Unpickler(f); a, b, c, d = [u.load() for _ in range(4)]; print(a, a is b, c[0] is a, d is a)
show("eof", u.load)
f = io.BytesIO(); p = pickle.Pickler(f, 2); p.dump([1, "a"]); p.memo.clear(); p.dump([1, "a"]); print(f.getvalue(), sorted(v[0] for v in p.memo.copy().values()))
for proto in range(6):
    f = io.BytesIO(); p = pickle.Pickler(f, proto); p.fast = True; s = "shared"; l = [s, s, (s, s), {"k": s}, Obj(s), {1}, frozenset([2]), b"b", bytearray(b"x"), 1.5]; p.dump(l); print(proto, f.getvalue()); show(proto, lambda: pickle.loads(f.getvalue()))
l = []; l.append(l); p = pickle.Pickler(io.BytesIO()); p.fast = 1
try: p.dump(l)
except (ValueError, RecursionError) as e: print(type(e).__name__, str(e).split(" at ")[0])
print(p.fast, p.bin, pickle.Pickler(io.BytesIO(), 0).bin)
class NoInit(pickle.Pickler):
    def __init__(self): pass
show("noinit", lambda: NoInit().dump(1))
class NoInitU(pickle.Unpickler):
    def __init__(self): pass
show("noinit", lambda: NoInitU().load())
class W:
    def __init__(self): self.sizes = []
    def write(self, b): self.sizes.append(len(b)); return len(b)
for v in [list(range(70000)), "x" * 100000, [b"y" * 65536, b"z" * 65535, 1], ["a" * 70000] * 2, bytearray(200000)]:
    for proto in (2, 4, 5):
        w = W(); pickle.dump(v, w, proto); w2 = W(); pickle.Pickler(w2, proto).dump(v); w3 = W(); pickle.dump([v, Obj(1)], w3, proto); print(proto, w.sizes[:9], w2.sizes == w.sizes, w3.sizes[:9])
class Rd:
    def __init__(self, d): self.f = io.BytesIO(d)
    def read(self, n=-1): r = self.f.read(n); print("  read", n, len(r)); return r
    def readline(self): r = self.f.readline(); print("  line", r); return r
for proto in range(6):
    show(proto, lambda: pickle.load(Rd(pickle.dumps([1, "ab", Obj(2), 300, b"xyz"], proto))))
show("cut", lambda: pickle.load(Rd(pickle.dumps([1, "ab"], 4)[:-3]))); show("empty", lambda: pickle.load(Rd(b"")))
for bad in [5, None, "x", object()]: show("file", lambda: pickle.load(bad)); show("file", lambda: pickle.dump(1, bad))
show("proto", lambda: pickle.dumps(1, "x")); show("proto", lambda: pickle.dumps(1, 6)); show("proto", lambda: pickle.dumps(1, -5)); show("proto", lambda: pickle.dumps(1, True)); show("proto", lambda: pickle.dumps(1, 2.0)); show("kw", lambda: pickle.dumps(1, protocol=1)); show("kw", lambda: pickle.dumps(obj=1)); show("kw", lambda: pickle.loads(data=b"N.")); show("kw", lambda: pickle.dumps(1, nothing=2)); show("none", lambda: pickle.dumps()); show("none", lambda: pickle.loads())
show("cb", lambda: pickle.dumps(1, buffer_callback=print)); show("cb", lambda: pickle.dumps(1, 5, buffer_callback=print))
