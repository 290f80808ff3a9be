import pickle

# Any list, dict or string can become bytes, and bytes can travel.
shopping = [1, 2, "abc"]
data = pickle.dumps(shopping)
print(data)
print(len(data), "bytes")

# And back again: an equal list, but not the same one.
copy = pickle.loads(data)
print(copy, copy == shopping, copy is shopping)
