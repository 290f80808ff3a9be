name, n, x = "World", 42, 3.14159
print(f"Hello {name}!", f"{n:>6}|{n:<6}|{n:^6}|", f"{x:.2f} {x!r}", f"{n=} {x=:.1f} {name=!s}", f"{{}}", f"{name!r:>10}")
width, prec = 10, 3
print(f"{x:{width}.{prec}}", f"{'nested ' + f'{n}'}", f"{n:#x} {n:08b} {n:,}", f"{[i for i in range(3)]}", f"{ {'a': 1}['a'] }", f"{n if n > 1 else 0}")
print(f"{len('33'):<10}" + "|", f"{33:<10}".encode(), f'{"a" "b"}', f"{1_000_000:_}", f"{True} {None} {...}", f"{b'x'}", f"{x:%}", rf"\n{n}")
class A:
    def __format__(self, spec):
        return f"<{spec}>"
    def __repr__(self):
        return "A()"
print(f"{A()} {A():abc} {A()!r} {A()!s:>5}")
try:
    f"{n:s}"
except ValueError as e:
    print(e)
try:
    f"{name:d}"
except ValueError as e:
    print(e)
try:
    f"{undefined}"
except NameError as e:
    print(e)
print(f"""multi
{n}
line""", f"{n}" f"{x}", "plain" f"{n}")
