print(abs(-3), abs(-2.5), abs(True), abs(-10**30))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1250, -2), round(1350, -2), round(5, 3))
print(pow(2, 10), pow(2, -1), pow(3, 200, 13), pow(3, -1, 7), 2 ** 100, (-2) ** 3, 0 ** 0)
print(divmod(17, 5), divmod(-17, 5), divmod(17, -5), divmod(7.5, 2), divmod(-7.5, 2))
for f in (lambda: round("a"), lambda: abs("a"), lambda: pow(2, 3, 0), lambda: divmod(1, 0), lambda: pow(2, -1, 4), lambda: round(1.5, "x"),
          lambda: divmod("a", 2), lambda: 2.0 ** 10000, lambda: 1 << -1, lambda: round(float("nan")), lambda: int(float("inf"))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
