# The Mersenne Twister gives everyone the same numbers for one seed.
import random

random.seed(42)
print(random.random(), random.random())
print(random.randint(1, 6), random.randint(1, 100), random.randrange(10), random.randrange(0, 100, 5), random.choice("abcdef"), random.uniform(1, 2))
deck = list(range(10))
random.shuffle(deck)
print(deck, random.sample(range(50), 5), random.choices([1, 2, 3], k=5), random.getrandbits(16))
generator = random.Random(7)
print(generator.random(), generator.randint(0, 1000), random.Random("text seed").random() if False else "")
random.seed(42)
print(random.random())
print(random.randbytes(4))
try:
    random.choice([])
except IndexError as error:
    print(error)
try:
    random.randint(5, 1)
except ValueError as error:
    print(error)
