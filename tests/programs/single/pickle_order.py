# In which order reductions, states and calls happen; and hostile pickles that a program loads after all.
import io
import pickle
class T:
    def __init__(self, n, *kids): self.n, self.kids = n, kids
    def __reduce__(self): print("reduce", self.n); return mk, (self.n, self.kids)
    def __repr__(self): return f"T{self.n}{self.kids}"
def mk(n, kids): print("make", n); return T(n, *kids)
class St:
    def __init__(self, n, kids=()): self.n, self.kids = n, kids
    def __getstate__(self): print("get", self.n); return {"n": self.n, "kids": self.kids}
    def __setstate__(self, s): print("set", s["n"], len(s["kids"])); self.__dict__.update(s)
    def __hash__(self): print("hash", getattr(self, "n", None)); return 1
    def __eq__(self, o): print("eq"); return self is o
    def __repr__(self): return f"St{self.n}"
t = T(1, T(2, T(3)), T(4)); t5 = T(5)
for p in (0, 2, 4):
    print("--", p)
    d = pickle.dumps([t5, t, {"a": t5, "b": T(6)}, t], p); print(pickle.loads(d))
    s = St(1, [St(2), St(3, [St(4)])]); s.kids.append(s)
    d = pickle.dumps({"s": s, St(9): 1, "set": {St(7)}}, p); r = pickle.loads(d); print(r["s"].kids[-1] is r["s"])
class U(pickle.Unpickler):
    def find_class(self, m, n): print("find", m, n); return super().find_class(m, n)
U(io.BytesIO(d)).load()
print("-- error in the middle")
class Boom:
    def __reduce__(self): return boom, ("x",)
def boom(x): print("boom"); raise ValueError("boom " + x)
d = pickle.dumps([T(1), Boom(), T(2)])
try: pickle.loads(d)
except ValueError as e: print(repr(e))
try: pickle.loads(pickle.dumps([T(1), St(2)])[:-6])
except Exception as e: print(type(e).__name__, e)
class BoomD:
    def __reduce__(self): print("boomd"); raise KeyError("no")
try: pickle.dumps([T(1), BoomD(), T(2)])
except KeyError as e: print(repr(e))
# evil
class Evil:
    def __reduce__(self): return print, ("evil ran",)
pickle.loads(pickle.dumps(Evil())); pickle.loads(b"cbuiltins\nprint\n(S'hello'\ntR."); 
pickle.loads(b"\x80\x04\x8c\x08builtins\x8c\x05print\x93\x8c\x02hi\x85R0cbuiltins\nprint\n(S'two'\nS'args'\ntR.")
print(pickle.loads(b"(S'a'\nS'b'\nibuiltins\nprint\n."))
print(pickle.loads(b"(cbuiltins\nprint\nS'obj'\no."))
print(pickle.loads(b"cbuiltins\neval\n(S'1+1'\ntR."), pickle.loads(b"cbuiltins\nmap\n(cbuiltins\nprint\n(lS'x'\natR.").__class__.__name__)
print(pickle.loads(b"c__main__\nT\n)\x81}S'n'\nI5\nsS'kids'\n)sb."))
print(pickle.loads(b"c__main__\nSt\n)R.") if False else "")
for bad in [b"cbuiltins\nnope\n.", b"cno.such\nmod\n.", b"\x80\x04\x8c\x08builtins\x8c\x08int.real\x93.", b"\x80\x04\x8c\x02os\x8c\tpath.join\x93.", b"cos.path\njoin\n.", b"\x80\x04K\x01K\x02\x93.", b"cbuiltins\nint\nI1\nR.", b"cbuiltins\nint\n(S'x'\ntR.", b"I1\n)R.", b"cbuiltins\nlen\n)\x81.", b"cbuiltins\nint\nI1\n\x81.", b"\x80\x04cbuiltins\nint\n)I1\n\x92.", b"\x80\x04cbuiltins\nint\n)}\x92.", b"cbuiltins\nint\n)\x81}b.", b"cbuiltins\nint\n)\x81}S'a'\nI1\nsb.", b"cbuiltins\nobject\n)\x81}S'a'\nI1\nsb.", b"c__main__\nT\n)\x81I1\nb.", b"c__main__\nT\n)\x81(NI1\ntb.", b"c__main__\nT\n)\x81(N}tb.", b"c__main__\nT\n)\x81I1\na.", b"c__main__\nT\n)\x81I1\nI2\ns.", b"\x80\x04c__main__\nT\n)\x81(I1\n\x90.", b"cbuiltins\nint\n(I1\na.", b"(cbuiltins\nint\nS'7'\no.", b"(ibuiltins\ndict\n.", b"(ibuiltins\nprint\n.", b"(cbuiltins\ndict\no.", b"cbuiltins\ndict\n}I1\nI2\nsb.", b"](cbuiltins\nint\nI1\nb.", b"}(]I1\nu.", b"}(I1\nI2\nI3\nu.", b"}cbuiltins\nlist\n)RI1\ns.", b"\x8f(cbuiltins\nlist\n)R\x90."]:
    try: r = pickle.loads(bad); print(bad, repr(r) if not isinstance(r, (T, St)) else r.__dict__)
    except Exception as e: print(bad, type(e).__name__, e)
