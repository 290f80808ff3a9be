# What a repr does with the reprs of what is inside, with a way back to itself and with very many of them.
import types


class Shy:
    def __repr__(self):
        return "Shy()"

    def __call__(self):
        pass

    def method(self):
        pass

    static = staticmethod(len)
    by_class = classmethod(len)


shy = Shy()
print(shy.method, [shy.method], Shy.__dict__["static"], Shy.__dict__["by_class"])
print(staticmethod(shy), classmethod(shy), staticmethod([1]))
print(types.MethodType(shy, 5), types.MethodType(Shy, 5))

wrapped, bound = shy, types.MethodType(shy, 1)
for _ in range(20):
    wrapped, bound = staticmethod(wrapped), types.MethodType(shy, bound)
print(wrapped)
print(bound)

table = {}
values = table.values()
table[1] = values
print(table, values)

items = [1]
items.append(staticmethod(items))
print(items, items[1])

for _ in range(5000):
    wrapped = staticmethod(wrapped)
try:
    print(len(repr(wrapped)))
except RecursionError as error:
    print(error)


class Session:
    def __init__(self):
        self.state = self.waiting

    def waiting(self):
        pass


session = Session()
print(repr(session.state)[:42], str(vars(session))[:52])
