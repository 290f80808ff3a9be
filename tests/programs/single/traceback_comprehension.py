# Frames of comprehensions and generator expressions are visible in 3.11.
def convert(rows):
    return [int(cell) for row in rows for cell in row]


print(convert([["1", "2"], ["3"]]))
print(sum(int(c) for c in "123"))
print({k: int(v) for k, v in [("a", "1")]})
print(convert([["1", "x"]]))
