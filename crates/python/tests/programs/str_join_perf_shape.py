words = [str(i) for i in range(300)]; s = " ".join(words); print(len(s), s.count("1"), s.split()[250], s.find("299"), s.replace("1", "one")[:40], hash(s) != 0, len(set(words)))
big = b"x" * 5000 + b"y"; print(len(big), big.find(b"y"), big.count(b"xx"), big[-3:], len(big.split(b"x")), len(big.replace(b"x", b"ab")))
t = 0
for i in range(2000): t += i * (i % 7)
print(t, sum(i * (i % 7) for i in range(2000)), sorted(range(50), key=lambda i: -i)[:3], max(range(100), key=lambda i: (i % 17, i)), len({i * i % 97 for i in range(200)}), sum(map(int, "1234567890" * 5)))
d = {}
for w in words: d.setdefault(len(w), []).append(w)
print({k: len(v) for k, v in d.items()}, list(d)[0], "".join(chr(97 + i % 26) for i in range(60)), "%s" % ("ab" * 10), f"{'x' * 5:>10}", bytes(range(256)).hex()[:20], sum(bytes(range(256))))
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(15), [fib(i) for i in range(10)], 3 ** 50 % 10 ** 9, str(2 ** 300)[-10:], len(str(3 ** 500)))
