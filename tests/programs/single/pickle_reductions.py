# What a class says about its pickles: reductions of all shapes, wrong ones, arguments of __new__, states, slots, subclasses of builtins.
import copyreg
import pickle
P = (0, 4)
def show(label, f):
    try: r = f()
    except RecursionError as e: r = ("RecursionError", str(e))
    except Exception as e: r = (type(e).__name__, str(e))
    print(label, r)
class R1:
    def __init__(self, *a, **k): self.a, self.k = a, k
    def __repr__(self): return f"{type(self).__name__}{self.a}{self.__dict__}"
class Str(R1):
    def __reduce__(self): return "SINGLE"
SINGLE = Str()
class Full(R1):
    def __init__(self): self.items=[]; self.map={}; self.s=None
    def __reduce__(self): return Full, (), {"s": 5}, iter([1,2,3]), iter([("a",1),("b",2)])
    def append(self, x): print("append", x); self.items.append(x)
    def extend(self, x): print("extend", x); self.items.extend(x)
    def __setitem__(self, k, v): print("set", k, v); self.map[k]=v
    def __setstate__(self, s): print("setstate", s); self.__dict__.update(s)
    def __repr__(self): return f"Full({self.items},{self.map},{self.s})"
class NoExtend(Full):
    def __reduce__(self): return NoExtend, (), None, iter(range(1001))
    def extend(self, x): print("ext", len(x))
class OnlyAppend:
    def __init__(self): self.n=0
    def __reduce__(self): return OnlyAppend, (), None, iter([1,2,3])
    def append(self, x): self.n+=x
    def __repr__(self): return f"OnlyAppend({self.n})"
def setter(obj, state): print("setter", type(obj).__name__, state); obj.st = state
class Six:
    def __reduce__(self): return Six, (), {"x": 1}, None, None, setter
    def __repr__(self): return f"Six({self.__dict__})"
class Ex:
    def __reduce_ex__(self, proto): print("reduce_ex", proto); return Ex, (), {"proto": proto}
    def __repr__(self): return f"Ex({self.__dict__})"
for p in P:
    for o in [SINGLE, Full(), NoExtend(), OnlyAppend(), Six(), Ex()]:
        show((p, type(o).__name__), lambda: pickle.dumps(o, p))
        show((p, type(o).__name__), lambda: pickle.loads(pickle.dumps(o, p)))
class Bad:
    def __init__(self, r): self.r = r
    def __reduce__(self): return self.r
def plain(obj, p):
    try: return pickle.dumps(obj, p)
    except pickle.PicklingError as error: raise pickle.PicklingError(str(error).replace(f"{obj!r}", "it")) from None
for r in [None, 5, "nothing", (), (1,), (1,2), (int, 5), (int, (), None, [1]), (int,(),None,None,{1:2}), (int,(),None,None,None,5), (int,(),1,2,3,4,5), [int,()], (int, ["5"]), (int, ("5",)), (list, (), None, iter([(1,2)])), (dict, (), None, None, iter([1,2])), (dict, (), None, None, iter([(1,2,3)])), (dict, (), None, None, iter([[1,2]])), (copyreg.__newobj__, ()), (copyreg.__newobj__, (int,)), (copyreg.__newobj__, (5,)), (copyreg.__newobj__, (Bad, 1)), (copyreg.__newobj_ex__, (Bad,)), (copyreg.__newobj_ex__, (5,(),{})), (copyreg.__newobj_ex__, (Bad,[],{})), (copyreg.__newobj_ex__, (Bad,(),[])), "Bad.x", "Bad"]:
    for p in (1, 4):
        show((r if not callable(r) else 0, p) if "iter" not in str(r) and "0x" not in str(r) else p, lambda: plain(Bad(r), p))
class NE:
    def __new__(cls, *a, **k):
        print("new", a, k); return object.__new__(cls)
    def __getnewargs_ex__(self): return (1,2), {"k": "v"}
    def __getstate__(self): print("getstate"); return None
    def __setstate__(self, s): print("never", s)
class NA(NE):
    __getnewargs_ex__ = None
class N2:
    def __new__(cls, *a): print("N2", a); return object.__new__(cls)
    def __getnewargs__(self): return (1, "x")
class N3:
    def __getnewargs__(self): return [1]
class N4:
    def __getnewargs_ex__(self): return (1,)
class N5:
    def __getnewargs_ex__(self): return (1,), 2
class N6:
    def __getnewargs_ex__(self): return [1], {}
class N7:
    def __getnewargs_ex__(self): return 7
class N8:
    def __new__(cls, *a, **k): print("N8",a,k); return object.__new__(cls)
    def __getnewargs_ex__(self): return (1,), {}
for p in P:
    for c in [NE, N2, N3, N4, N5, N6, N7, N8]:
        show((p, c.__name__), lambda: pickle.dumps(object.__new__(c), p))
        show((p, c.__name__), lambda: type(pickle.loads(pickle.dumps(object.__new__(c), p))).__name__)
class S:
    __slots__ = ("a", "__p", "b")
    def __init__(self): self.a = 1; self.__p = 2
    def p(self): return self.a, self.__p, hasattr(self, "b")
class S2(S):
    def __init__(self): super().__init__(); self.extra = 9
class S3(S2):
    __slots__ = "z"
    def __init__(self): super().__init__(); self.z = "zz"
class S4:
    __slots__ = ("a",)
    def __getstate__(self): return {"a": self.a}
    def __setstate__(self, s): self.a = s["a"] * 2
for p in P:
    for c in [S, S2, S3]:
        show((p, c.__name__), lambda: pickle.dumps(c(), p))
        show((p, c.__name__), lambda: pickle.loads(pickle.dumps(c(), p)).p())
    o = S4(); o.a = 4
    show(p, lambda: pickle.dumps(o, p)); show(p, lambda: pickle.loads(pickle.dumps(o, p)).a)
class G:
    def __init__(self): self.x = 1; self.lock = "L"
    def __getstate__(self):
        d = self.__dict__.copy(); del d["lock"]; return d
    def __setstate__(self, d): self.__dict__.update(d); self.lock = "new"
class G2(G):
    def __getstate__(self): return (None, {"x": 3})
    __setstate__ = None
class G3:
    def __getstate__(self): return 0
    def __setstate__(self, s): self.s = ("got", s)
class G4:
    def __getstate__(self): return False
class G5:
    def __getstate__(self): return [1]
class G6:
    def __getstate__(self): return (None, None)
class G7:
    def __getstate__(self): return (5, None)
class G8:
    def __getstate__(self): return ({"a":1}, {"b":2})
class G9:
    def __getstate__(self): return super().__getstate__()
    def __init__(self): self.q=1
for p in P:
    for c in [G, G3, G4, G5, G6, G7, G8, G9]:
        show((p, c.__name__), lambda: pickle.dumps(c(), p))
        show((p, c.__name__), lambda: pickle.loads(pickle.dumps(c(), p)).__dict__)
class L(list):
    def __init__(self, *a): super().__init__(*a); self.tag="t"
class D(dict):
    def __missing__(self, k): return 0
class T(tuple): pass
class I(int): pass
class F(float): pass
class ST(str): pass
class B(bytes): pass
class BA(bytearray): pass
class SE(set): pass
class FS(frozenset): pass
class C(complex): pass
for p in P:
    for v in [L([1,2]), D(a=1), T((1,2)), I(5), F(2.5), ST("x"), B(b"x"), BA(b"x"), SE([1]), FS([1]), L(), D(), T(), I(), F(), ST(), B(), BA(), SE(), FS()]:
        try: v.attr = 1
        except AttributeError: pass
        show((p, type(v).__name__), lambda: pickle.dumps(v, p))
        def again():
            w = pickle.loads(pickle.dumps(v, p)); return w, type(w).__name__, getattr(w, "__dict__", None), w == v
        show((p, type(v).__name__), again)
