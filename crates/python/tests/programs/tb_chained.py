def load(d):
    try:
        return d["key"]
    except KeyError as e:
        raise ValueError("cannot load") from e
try:
    load({})
except ValueError:
    print("ok")
def again():
    try:
        [][1]
    except IndexError:
        int("x")
again()
