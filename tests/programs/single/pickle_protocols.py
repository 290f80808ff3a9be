# One value in all six protocols.
import pickle

value = {"name": "ana", "age": 7, "big": 2 ** 40, "pi": 3.5, "tags": ["x", "y"], "pair": (1, 2), "flag": True, "none": None, "raw": b"\x00\xff", "neg": -5, "é": "ü", 3: [[]]}
for protocol in range(6):
    data = pickle.dumps(value, protocol=protocol)
    print(protocol, len(data), data)
    print(pickle.loads(data) == value)
for protocol in range(6):
    print(pickle.dumps([1, 2, 3], protocol), pickle.dumps("text", protocol), pickle.dumps((1, "a"), protocol), pickle.dumps({1}, protocol))
print(pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL, pickle.dumps(5, -1))
try:
    pickle.dumps(1, 9)
except ValueError as error:
    print(error)
