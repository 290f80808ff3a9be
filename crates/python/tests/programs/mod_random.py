import random
random.seed(1)
print([random.randint(1, 6) for _ in range(10)], random.random(), random.choice("abcdef"), random.uniform(1, 10), random.randrange(0, 100, 5), random.getrandbits(40))
l = list(range(10)); random.shuffle(l); print(l, random.sample(range(100), 5), random.sample(range(10000), 4), random.choices("ab", k=5), random.choices([1, 2, 3], weights=[5, 1, 1], k=6))
random.seed("text"); print(random.random(), random.gauss(0, 1), random.triangular(0, 1, 0.3), random.randbytes(4), random.betavariate if False else 0)
random.seed(b"bytes"); print(random.random()); random.seed(3.5); print(random.random()); random.seed(-5); print(random.random())
r = random.Random(42); print(r.random(), r.randint(0, 10**20), r.sample("abcdefghij", 3), random.Random(42).random())
for f in (lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.randrange(0), lambda: random.sample([1], 2), lambda: random.sample({1, 2}, 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(round(random.expovariate(2), 10), round(random.normalvariate(5, 2), 10))
