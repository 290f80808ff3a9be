for x in (0.5, -2.25, 3.0, 1e300, 0.1):
    print(x.is_integer(), x.as_integer_ratio(), x.hex(), x.real, x.conjugate())
print(float("1e3"), float(" -3.5 "), float("inf"), float("-Infinity"), float("nan"), float(7), float("1_0.5"), float())
def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
t(lambda: float("abc"))
t(lambda: float(""))
t(lambda: float(None))
t(lambda: float([]))
t(lambda: float("1.2.3"))
t(lambda: float(b"1.5"))
t(lambda: float(10**400))
t(lambda: 1.0 / 0)
t(lambda: 1.0 // 0)
t(lambda: 1.0 % 0)
t(lambda: float(1, 2))
print(1e22, 1e16, 1e15, 123456789.123456789, 1e-5, 0.0001, -0.0, 5e-324, 1.7976931348623157e308, 100.0, 1e100)
print(3.7 // 1, -3.7 // 1, 3.7 % 1, -3.7 % 1, 2 ** 0.5, 2.0 ** -1, 7 / 2, 1e308 * 10, float("inf") - float("inf"))
print(0.1 < 0.2, 1 == 1.0, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, float("nan") == float("nan"), 1 < 1.5 < 2)
