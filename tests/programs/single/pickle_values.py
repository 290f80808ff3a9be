# Bytes of many values in the default protocol.
import pickle

values = [None, True, False, 0, 1, 255, 256, 65535, 65536, -1, -129, 2 ** 31 - 1, 2 ** 31, 2 ** 63, -(2 ** 70), 0.0, 1.5, -2.25, float("inf"), "", "a", "héllo", "x" * 300, b"", b"abc", b"x" * 300, bytearray(b"ba"), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2, 3], {}, {"a": 1}, {1: "hi", 2: "there"}, set(), {1}, frozenset([1, 2]), [[], [[]]], {"k": [1, (2, {"x": None})]}, ["a", "a"], "q" * 255, "q" * 256, list(range(5)), ("nested", ("tuple", ("here",)))]
for value in values:
    data = pickle.dumps(value)
    print(data if len(data) < 80 else (len(data), data[:30], data[-10:]))
    again = pickle.loads(data)
    if again != value or type(again) is not type(value):
        print("different:", value, again)
