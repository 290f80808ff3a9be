# Integers and a list, in loops.
LIMIT = 30000

sieve = [True] * (LIMIT + 1)
sieve[0] = sieve[1] = False
candidate = 2
while candidate * candidate <= LIMIT:
    if sieve[candidate]:
        multiple = candidate * candidate
        while multiple <= LIMIT:
            sieve[multiple] = False
            multiple += candidate
    candidate += 1

count = 0
total = 0
for number in range(LIMIT + 1):
    if sieve[number]:
        count += 1
        total = (total * 31 + number) % 1000003
print(count, total)


def collatz(start):
    steps = 0
    while start != 1:
        if start % 2 == 0:
            start //= 2
        else:
            start = 3 * start + 1
        steps += 1
    return steps


longest = 0
for start in range(1, 1500):
    steps = collatz(start)
    if steps > longest:
        longest = steps
print(longest)
