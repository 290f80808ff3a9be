import builtins
import io
import pickle
import pickletools


class Row:
    def __init__(self, key):
        self.key = key


class Pickler(pickle.Pickler):
    def persistent_id(self, obj):
        return ('row', obj.key) if isinstance(obj, Row) else None

    def reducer_override(self, obj):
        return (str, ('a function',)) if callable(obj) and not isinstance(obj, type) else NotImplemented


class Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if module == 'builtins' and name in {'str', 'range', 'set'}:
            return getattr(builtins, name)
        raise pickle.UnpicklingError(f"global '{module}.{name}' is forbidden")

    def persistent_load(self, pid):
        return {'loaded': pid}


for protocol in range(3, 6):
    file = io.BytesIO()
    Pickler(file, protocol).dump([Row(7), Row(8), len, 'text', {'k': Row(7)}])
    print(file.getvalue())
    file.seek(0)
    print(Unpickler(file).load())
print(Unpickler(io.BytesIO(pickle.dumps(range(3)))).load())
try:
    Unpickler(io.BytesIO(pickle.dumps(Row(1)))).load()
except pickle.UnpicklingError as error:
    print(error)


class Table(pickle.Pickler):
    dispatch_table = {Row: lambda row: (int, (row.key,))}


file = io.BytesIO()
Table(file).dump([Row(3), Row(4)])
print(pickle.loads(file.getvalue()))


class Point:
    def __new__(cls, *args, **keywords):
        print('new', args, keywords)
        return super().__new__(cls)

    def __getnewargs_ex__(self):
        return (1,), {'y': 2}


for protocol in 4, 5:
    text = pickle.dumps(Point(), protocol)
    print(text, type(pickle.loads(text)).__name__)
print(pickle.dumps([type(None), type(...)]), pickle.loads(pickle.dumps(type(NotImplemented))))
pickletools.dis(pickle.dumps([1, 'a', {'k': (1, 2)}, Row]))
print(pickletools.optimize(pickle.dumps(['a', b'b'])))
print([(op.name, arg, pos) for op, arg, pos in pickletools.genops(pickle.dumps(('x', 2.5, -1)))])
for wrong in [b'', b'\x80\x04K', b'hello']:
    try:
        pickletools.dis(wrong)
    except Exception as error:
        print(type(error).__name__, error)
for wrong in [lambda: pickle.load(b'N.'), lambda: pickle.dump(1, 'file'), lambda: pickle.Pickler(5), lambda: pickle.dumps(1, 9)]:
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
