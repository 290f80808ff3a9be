# __del__, reference cycles left alone, id reuse not relied upon.
class Tracked:
    def __init__(self, name):
        self.name = name
        print("make", name)

    def __del__(self):
        print("drop", self.name)


def scope():
    t = Tracked("local")
    print("in scope")


scope()
print("after scope")
a = Tracked("first")
a = Tracked("second")
b = a
del a
print("still referenced")
b = None
items = [Tracked("x"), Tracked("y")]
items.pop(0)
print("popped")
items.clear()
print("cleared")
holder = {"k": Tracked("value")}
holder["k"] = 1
print("replaced")
Tracked("temporary")
print("end of text")
last = Tracked("module level")
