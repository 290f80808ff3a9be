# Method call on the wrong type, over a continued line.
lines = ["a=1", "b=2", "c"]
pairs = dict(
    line.split("=")
    for line in lines
)
print(pairs)
