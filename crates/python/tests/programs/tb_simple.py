def a(x):
    return b(x) + 1
def b(y):
    z = y / 0
    return z
print("before")
a(5)
