# Unpacking in a loop header.
records = [("a", 1), ("b", 2), ("c", 3, 4)]
for name, value in records:
    print(name, value)
