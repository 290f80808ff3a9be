# Floats: repr, rounding, special values, conversion.
import math

print(0.1 + 0.2, 1 / 3, 2 / 1, 1e16, 1e15, 123456789.123456789, 1e-5, 0.0001, 1e100, -0.0)
print(5.0, 5e0, 1.5e300 * 1e10, float("inf"), float("-inf"), float("nan"))
print(float("3.14"), float("  2 "), float("1e3"), float("-1_0.5"), float(b"2.5"), float(7))
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, divmod(7.5, 2), 2.0 ** 0.5, 2 ** 0.5)
print(round(2.675, 2), round(1.005, 2), round(0.5), round(1.5), round(1234.5678, -2), round(3.14159, 3), round(5.0), type(round(5.5)))
print(math.pi, math.e, math.sqrt(16), math.floor(-2.5), math.ceil(2.1), math.trunc(-2.9), math.hypot(3, 4))
print(math.inf, math.isnan(math.nan), math.isinf(-math.inf), math.gcd(12, 18), math.factorial(10), math.log2(8), math.log10(1000), math.log(math.e))
print((2.5).is_integer(), (2.0).is_integer(), (0.5).as_integer_ratio(), 3.7 .__class__)
print(float("nan") == float("nan"), 0.0 == -0.0, 1e400)
print(10.0, 100000000000000000.0, 1234567890123456.0, 12345678901234567.0)
print(3.0 * 2, 7 / 2, 7.0 // 2, 1e3)
print(sum([0.1] * 10), sum([0.1] * 3))
print(min(2, 1.5), max(1, 1.0), abs(-3.5))
print(format(3.14159, ".2f"), format(1e10, ","), format(0.25, "%"))
for text in ["", "abc", "1,5", "--1"]:
    try:
        print(float(text))
    except ValueError as error:
        print(error)
try:
    math.sqrt(-1)
except ValueError as error:
    print(error)
try:
    2.0 ** 10000
except OverflowError as error:
    print(error)
print(1.0.hex() if hasattr(1.0, "hex") else "")
print(complex(1, 2) if False else "real numbers only")
