def log(x, *base):
    return _log(x, *base)


def comb(n, k):
    if n < 0 or k < 0:
        raise ValueError(("n" if n < 0 else "k") + " must be a non-negative integer")
    result = 1
    for at in range(min(k, n - k) if k <= n else 0):
        result = result * (n - at) // (at + 1)
    return result if k <= n else 0


def perm(n, k=None):
    k = n if k is None else k
    if n < 0 or k < 0:
        raise ValueError(("n" if n < 0 else "k") + " must be a non-negative integer")
    result = 1
    for at in range(k):
        result *= n - at
    return result


def prod(iterable, *, start=1):
    for item in iterable:
        start *= item
    return start


def dist(p, q):
    p, q = tuple(p), tuple(q)
    if len(p) != len(q):
        raise ValueError("both points must have the same number of dimensions")
    return hypot(*(a - b for a, b in zip(p, q)))


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    difference = abs(b - a)
    return difference <= abs(rel_tol * b) or difference <= abs(rel_tol * a) or difference <= abs_tol


def acosh(x):
    return log(x + sqrt(x * x - 1))


def asinh(x):
    return copysign(log(abs(x) + sqrt(x * x + 1)), x)


def atanh(x):
    return 0.5 * log((1 + x) / (1 - x))
