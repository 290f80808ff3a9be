import math as _math
from bisect import bisect as _place


class Random:
    def __init__(self, x=None):
        self._state = _new()
        self.seed(x)

    def seed(self, a=None, version=2):
        self.gauss_next = None
        _seed(self._state, a)

    def random(self):
        return _random(self._state)

    def getrandbits(self, k):
        return _bits(self._state, k)

    def randbytes(self, n):
        number = _bits(self._state, 8 * n)
        return number.to_bytes(n, "little")

    def _below(self, limit):
        # As many bits as the limit has, drawn again until they are below it.
        while True:
            drawn = self.getrandbits(limit.bit_length())
            if drawn < limit:
                return drawn

    def randrange(self, start, stop=None, step=1):
        first = start if isinstance(start, int) else start.__index__()
        if step == 0:
            raise ValueError("zero step for randrange()")
        low, high = (0, first) if stop is None else (first, stop)
        # The distance in steps, rounded up; not the length of a range, which has its limit.
        count = -((low - high) // step)
        if count > 0:
            return low + step * self._below(count)
        details = f" ({first}, {stop}, {stop - first})" if stop is not None and step == 1 else ""
        raise ValueError("empty range for randrange()" + details)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        size = len(seq)
        if size == 0:
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._below(size)]

    def shuffle(self, x):
        for size in range(len(x), 1, -1):
            picked, last = self._below(size), size - 1
            x[last], x[picked] = x[picked], x[last]

    def sample(self, population, k, *, counts=None):
        if not isinstance(population, (list, tuple, str, bytes, range)):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        if counts is not None:
            population = [item for item, times in zip(population, counts) for _ in range(times)]
        size = len(population)
        if k < 0 or k > size:
            raise ValueError("Sample larger than population or is negative")
        # Either a list from which items are taken away, or a set of the places already taken, whichever is smaller.
        set_cost = 21 + (4 ** _math.ceil(_math.log(3 * k, 4)) if k > 5 else 0)
        if size > set_cost:
            taken = {}
            while len(taken) < k:
                taken[self._below(size)] = True
            return [population[place] for place in taken]
        left, sample = list(population), []
        while len(sample) < k:
            place = self._below(len(left))
            sample.append(left[place])
            # The last one fills the gap.
            left[place] = left[-1]
            left.pop()
        return sample

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        size = len(population)
        if weights is not None and cum_weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if weights is None and cum_weights is None:
            return [population[int(size * self.random())] for _ in range(k)]
        bounds = cum_weights
        if bounds is None:
            bounds = []
            for weight in weights:
                bounds.append(weight + bounds[-1] if bounds else weight)
        if size != len(bounds):
            raise ValueError("The number of weights does not match the population")
        whole = float(bounds[-1])
        if not whole > 0:
            raise ValueError("Total of weights must be greater than zero")
        return [population[_place(bounds, whole * self.random(), 0, size - 1)] for _ in range(k)]

    # The formulas below ask for as many random numbers, and in the same order, as CPython's do: a seed gives the same.

    def uniform(self, a, b):
        return (b - a) * self.random() + a

    def triangular(self, low=0.0, high=1.0, mode=None):
        drawn = self.random()
        if high == low:
            return low
        peak = 0.5 if mode is None else (mode - low) / (high - low)
        if drawn <= peak:
            return low + (high - low) * _math.sqrt(drawn * peak)
        return high + (low - high) * _math.sqrt((1.0 - drawn) * (1.0 - peak))

    def normalvariate(self, mu=0.0, sigma=1.0):
        # Kinderman and Monahan: the ratio of two uniform numbers.
        width = 4 * _math.exp(-0.5) / _math.sqrt(2.0)
        while True:
            top, bottom = self.random(), 1.0 - self.random()
            ratio = width * (top - 0.5) / bottom
            if ratio * ratio / 4.0 <= -_math.log(bottom):
                return mu + ratio * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        # Box and Muller: each pair of uniform numbers makes two, the second is kept for the next call.
        made, self.gauss_next = self.gauss_next, None
        if made is None:
            turn = self.random() * 2.0 * _math.pi
            radius = _math.sqrt(-2.0 * _math.log(1.0 - self.random()))
            made, self.gauss_next = _math.cos(turn) * radius, _math.sin(turn) * radius
        return mu + made * sigma

    def _log_rest(self):
        return -_math.log(1.0 - self.random())

    def lognormvariate(self, mu, sigma):
        exponent = self.normalvariate(mu, sigma)
        return _math.exp(exponent)

    def expovariate(self, lambd):
        return self._log_rest() / lambd

    def paretovariate(self, alpha):
        rest = 1.0 - self.random()
        return rest ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        return alpha * self._log_rest() ** (1.0 / beta)


class SystemRandom(Random):
    def seed(self, *args):
        _seed(self._state, "system")


# The functions of the module are the methods of one generator.
_shared = Random()
seed, random, uniform, triangular = _shared.seed, _shared.random, _shared.uniform, _shared.triangular
getrandbits, randbytes, randrange, randint = _shared.getrandbits, _shared.randbytes, _shared.randrange, _shared.randint
choice, choices, shuffle, sample = _shared.choice, _shared.choices, _shared.shuffle, _shared.sample
normalvariate, gauss, lognormvariate = _shared.normalvariate, _shared.gauss, _shared.lognormvariate
expovariate, paretovariate, weibullvariate = _shared.expovariate, _shared.paretovariate, _shared.weibullvariate
