# Powers of many floats, to the last bit.
state = 12345
checks = 0


def number():
    global state
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648


for exponent in [2, 3, 4, 5, 7, 10, 12, 24, 60, -1, -2, -3, -10, 365]:
    digits = []
    for _ in range(25):
        base = 0.5 + number() * 1.5
        digits.append((base ** exponent).hex())
    print(exponent, " ".join(digits))

balance = 1000.0
for year in range(1, 11):
    print(year, round(balance * (1 + 0.035) ** year, 2), balance * 1.035 ** year)
print(2 ** 0.5, 2.0 ** -1074, 1e200 ** 1.5 == float("inf") if False else 10.0 ** 300)
try:
    print(10.0 ** 400)
except OverflowError as error:
    print(error)
try:
    print(0.0 ** -1)
except ZeroDivisionError as error:
    print(error)
