# is, ==, aliasing, default identity of literals, copy and deepcopy.
import copy

a = [1, [2, 3]]
b = a
c = a[:]
d = copy.copy(a)
e = copy.deepcopy(a)
a[1].append(4)
a.append(5)
print(a, b, c, d, e)
print(a is b, a is c, c[1] is a[1], e[1] is a[1], a == b, c == d)
x, y = 256, 256
print(x is y, None is None, True is not False, a is not None)
n = 1000
m = n
m += 1
print(n, m, id(n) == id(m), id(a) == id(b))
s = "socket"
t = "soc" + "ket"
print(s == t, type(s) == str, isinstance(s, (int, str)))


def modify(items, number, extra=None):
    items.append(number)
    number += 1
    extra = extra or []
    extra.append(number)
    return extra


values = []
print(modify(values, 1), modify(values, 2, [0]), values)
matrix = [[0] * 2] * 2
matrix[0][0] = 9
print(matrix, matrix[0] is matrix[1])
print(bool(""), bool(" "), bool(0.0), bool([[]]), bool(None), bool("False"), not "", [] == False, None == False, 0 == False)
print(1 if [] else 2, [] or "default", "x" and "y", None or 0 or "last", 0 and 1 / 0)
first = second = []
first.append(1)
print(second)
dictionary = {"list": values}
values.append("seen")
print(dictionary, copy.deepcopy(dictionary) == dictionary)
print(hash("a") == hash("a"), hash(1) == hash(True), hash((1, 2)) == hash((1, 2)), hash(2 ** 61 - 1), hash(-1), hash(0.5), hash(10 ** 20))
