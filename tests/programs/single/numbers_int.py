# Integers: arithmetic, bases, big values, methods, conversions.
print(7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 % -3, divmod(-7, 2), divmod(7, -2))
print(2 ** 10, 2 ** 64, 2 ** 100, (-3) ** 3, 2 ** -2, pow(3, 4, 5), pow(3, -1, 7))
print(10 ** 20 + 1, -(10 ** 20), 10 ** 40 // 10 ** 18, 10 ** 25 % 97)
print(0xFF, 0b1010, 0o17, 1_000_000)
print(hex(255), bin(10), oct(8), hex(-255), bin(0))
print(int("42"), int("  42\n"), int("-7"), int("+7"), int("1_000"), int("ff", 16), int("0x1f", 16), int("101", 2), int("0b11", 0), int("z", 36))
print(int(3.99), int(-3.99), int(True), int(b"12"), int(bytearray(b"34")))
print((255).to_bytes(2, "big"), (255).to_bytes(2, "little"), (-2).to_bytes(2, "big", signed=True), (5).to_bytes(4, byteorder="big"))
print(int.from_bytes(b"\x01\x00", "big"), int.from_bytes(b"\x01\x00", "little"), int.from_bytes(b"\xff\xfe", "big", signed=True))
print((1023).bit_length(), (0).bit_length(), (255).bit_count())
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, 1024 >> 3, -1 >> 5, 1 << 70)
print(abs(-5), round(12345, -2), round(15, -1), round(25, -1), round(2.5), round(3.5), round(-2.5))
print(3 == 3.0, 1 == True, hash(1) == hash(1.0))
print(1 < 2 < 3, 1 < 3 < 2, 5 > 3 == 3)
print(max(3, 9, 2), min([4, 1, 8]), sum(range(11)), sum([1, 2], 10))
print(isinstance(True, int), type(5), type(2 ** 80))
print(-5 // 3 * 3 + -5 % 3)
for text in ["", " ", "3.5", "abc", "1__0", "0x10", "12a", "١٢"]:
    try:
        print(int(text))
    except ValueError as error:
        print(error)
for text in [b"", b"12x", b"\x80"]:
    try:
        print(int(text))
    except ValueError as error:
        print(error)
try:
    (300).to_bytes(1, "big")
except OverflowError as error:
    print(error)
try:
    (-1).to_bytes(1, "big")
except OverflowError as error:
    print(error)
try:
    int("9", 8)
except ValueError as error:
    print(error)
try:
    int(float("inf"))
except OverflowError as error:
    print(error)
try:
    int(float("nan"))
except ValueError as error:
    print(error)
print(123456789012345678901234567890 * 987654321)
print(str(2 ** 200)[-5:], len(str(2 ** 200)))
factorial = 1
for number in range(1, 26):
    factorial *= number
print(factorial)
print(factorial // (10 ** 20), factorial % (10 ** 9))
