import copy
a = [1, [2, 3], {"k": [4]}]; b = copy.copy(a); c = copy.deepcopy(a); a[1].append(9); a[2]["k"].append(8); print(a, b, c, b[1] is a[1], c[1] is a[1])
class N:
    def __init__(self, v): self.v = v; self.kids = []
n = N(1); n.kids.append(n); m = copy.deepcopy(n); print(m.kids[0] is m, m is not n, m.v, copy.copy(n).kids is n.kids)
t = (1, [2]); u = copy.deepcopy(t); print(u, u is t, u[1] is t[1], copy.deepcopy((1, 2)) == (1, 2), copy.copy({1, 2}), copy.deepcopy({"a": (1, {2})}), copy.copy(bytearray(b"x")))
l = [1]; l.append(l); k = copy.deepcopy(l); print(k[1] is k, k)
class D:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(D()), copy.deepcopy([D()]))
