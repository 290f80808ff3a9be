# Tables, nested formatting and running totals, as in first-year exercises.
prices = {"apple": 0.4, "banana": 0.25, "cherry": 3}
cart = [("apple", 3), ("cherry", 1), ("durian", 2), ("banana", 12)]
total = 0
print(f"{'item':<10}|{'qty':^5}|{'price':>8}")
print("=" * 10 + "+" + "=" * 5 + "+" + "=" * 8)
for name, quantity in cart:
    try:
        price = prices[name] * quantity
    except KeyError as missing:
        print(f"{name:<10}|{quantity:^5}|{'n/a':>8}  (no price for {missing})")
        continue
    total += price
    print(f"{name:<10}|{quantity:^5}|{price:>8.2f}")
print(f"{'total':<16}{total:>9.2f}")
print("%-10s%5.1f%%" % ("discount", 12.5), "{:>+8.2f}".format(-total * 0.125), "{:,}".format(1234567.891), "{:.3e}".format(total))
for row in range(1, 6):
    print(" " * (5 - row) + "*" * (2 * row - 1))
for celsius in range(-20, 41, 20):
    print(f"{celsius:4d}°C = {celsius * 9 / 5 + 32:6.1f}°F")
primes = [n for n in range(2, 60) if all(n % d for d in range(2, int(n ** 0.5) + 1))]
print(*primes, sep=", ")
print(sum(primes), len(primes), max(primes), primes[::5])
seconds = 98765
hours, rest = divmod(seconds, 3600)
print(f"{hours:02}:{rest // 60:02}:{rest % 60:02}", f"{seconds:,} s", f"{seconds / 86400:.3%}")
a, b = 0, 1
while a < 1000:
    print(a, end=" ")
    a, b = b, a + b
print()
print({word: len(word) for word in "the quick brown fox".split()}, {len(w) for w in "a bb cc d".split()} == {1, 2})
