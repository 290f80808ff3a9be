def chunks(b, n):
    while (c := b[:n]):
        yield c
        b = b[n:]
print(list(chunks(b"abcdefg", 3)), [bytes(c) for c in chunks(bytearray(b"abcd"), 2)])
print(*map(lambda p: "{}={}".format(*p), {"a": 1, "b": 2}.items()), sep="&")
table = [("ann", 5.5), ("bob", 10)]
for name, val in table: print(f"{name:<10}|{val:>8.2f}|")
print("-" * 20, "=" * 5, sep="\n"); print("%-10s|%8.2f|" % ("x", 2)); print("{:<10}|{:>8}|".format("a", "b"))
words = "the cat the dog the end".split(); freq = {}
for w in words: freq[w] = freq.get(w, 0) + 1
print(sorted(freq.items(), key=lambda kv: (-kv[1], kv[0])), max(freq, key=freq.get), {v: k for k, v in freq.items()})
print(list(zip(*[(1, "a"), (2, "b")])), dict(enumerate("ab")), [i for i in reversed(range(3))], list(range(10))[2:8:3], "abc"[::-1], all(isinstance(w, str) for w in words), [*{*words}] == list(set(words)))
stack = [1]; stack.append(2); print(stack.pop(), stack[-1]); import json; print(json.dumps({"k": [1, 2]}).encode(), json.loads(b'[1]'.decode()))
def primes(n):
    sieve = [True] * (n + 1)
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]: sieve[i * i::i] = [False] * len(sieve[i * i::i])
    return [i for i in range(2, n + 1) if sieve[i]]
print(primes(50), sum(primes(1000)))
print(str(1.0), str(True), repr("a"), str(None), str([1, "a"]), str((1,)), str({}), str(set()), f"{[1]!s:>5}", format(12.3456, ".1f"), "{:.3g}".format(1234.5), "{:,.2f}".format(1234567.891))
