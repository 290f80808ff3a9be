f = lambda q: q[5]
print([f([0] * n) for n in (6, 3)])
