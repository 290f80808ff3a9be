from enum import Enum, IntEnum, auto, Flag, IntFlag, unique
class Color(Enum):
    RED = 1
    GREEN = "g"
    BLUE = 2
    def lower(self): return self.name.lower()
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color("g"), Color["BLUE"], Color.BLUE.value, list(Color), len(Color), Color.RED is Color(1), Color.RED == 1, Color.RED.lower(), Color.RED in Color, isinstance(Color.RED, Color), Color)
class Op(IntEnum):
    GET = 1
    SET = 2
print(Op.GET, repr(Op.GET), Op.GET + 1, Op.SET > Op.GET, Op(2), f"{Op.SET}", f"{Op.SET:03d}", "%d" % Op.GET, int(Op.SET), Op.GET == 1, {Op.GET: "x"}[1], [o.name for o in Op], bytes([Op.SET]))
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
print(Perm.R | Perm.W, Perm.R.value, Perm.X.value, (Perm.R | Perm.W) & Perm.R, bool(Perm.R & Perm.W), Perm.R in (Perm.R | Perm.X), repr(Perm.R | Perm.X), ~Perm.R)
class M(IntFlag):
    A = 1
    B = 2
print(M.A | M.B, int(M.A | M.B), M(3), M.A | 4 == 5)
for f in (lambda: Color(9), lambda: Color["X"], lambda: Color.NOPE, lambda: setattr(Color, "RED", 5), lambda: Op(7)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
Alias = Enum("Alias", "A B C"); print(list(Alias), Alias.B.value)
print({c: c.value for c in Color}, sorted(Op), str(Color.GREEN), f"{Color.RED}", hash(Color.RED) == hash(Color.RED))
