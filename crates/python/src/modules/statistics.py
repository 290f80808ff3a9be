import math as _math


class StatisticsError(ValueError):
    pass


def _listed(data, what, least=1):
    data = list(data)
    if len(data) < least:
        raise StatisticsError(f"{what} requires at least {'one data point' if least == 1 else 'two data points'}")
    return data


def _sum(data):
    """The sum as a fraction: every float is one."""
    top, bottom = 0, 1
    for value in data:
        n, d = value.as_integer_ratio() if isinstance(value, (int, float)) else float(value).as_integer_ratio()
        shared = _math.lcm(bottom, d)
        top, bottom = top * (shared // bottom) + n * (shared // d), shared
    return top, bottom


def _value(top, bottom, data):
    if all([isinstance(value, int) for value in data]) and top % bottom == 0:
        return top // bottom
    return top / bottom


def mean(data):
    data = _listed(data, "mean")
    top, bottom = _sum(data)
    return _value(top, bottom * len(data), data)


def fmean(data, weights=None):
    data = [float(value) for value in data]
    if not data:
        raise StatisticsError("fmean requires at least one data point")
    if weights is None:
        return _math.fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    return _math.fsum([x * w for x, w in zip(data, weights)]) / _math.fsum(weights)


def geometric_mean(data):
    try:
        return _math.exp(fmean(map(_math.log, data)))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    data = _listed(data, "harmonic_mean")
    if min(data) < 0:
        raise StatisticsError("harmonic mean does not support negative values")
    if len(data) == 1:
        return data[0]
    if 0 in data:
        return 0
    top, bottom = _sum([1 / value for value in data])
    return len(data) * bottom / top


def _sorted(data, what="no median for empty data"):
    data = sorted(data)
    if not data:
        raise StatisticsError(what)
    return data


def median(data):
    data = _sorted(data)
    half = len(data) // 2
    return data[half] if len(data) % 2 else (data[half - 1] + data[half]) / 2


def median_low(data):
    data = _sorted(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = _sorted(data)
    return data[len(data) // 2]


def mode(data):
    from collections import Counter
    found = Counter(iter(data)).most_common(1)
    if not found:
        raise StatisticsError("no mode for empty data")
    return found[0][0]


def multimode(data):
    from collections import Counter
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def _squares(data, centre):
    """The sum of squared distances as a fraction."""
    if centre is not None:
        return _sum([(value - centre) ** 2 for value in data])
    top, bottom = _sum(data)
    n = len(data)
    squares = [value.as_integer_ratio() for value in data]
    shared = _math.lcm(*[d for _, d in squares])
    square_top = sum([(a * (shared // d)) ** 2 for a, d in squares])
    # sum(x²) - sum(x)² / n
    return square_top * n * bottom * bottom - top * top * shared * shared, shared * shared * n * bottom * bottom


def variance(data, xbar=None):
    data = _listed(data, "variance", 2)
    top, bottom = _squares(data, xbar)
    return _value(top, bottom * (len(data) - 1), data)


def pvariance(data, mu=None):
    data = _listed(data, "pvariance")
    top, bottom = _squares(data, mu)
    return _value(top, bottom * len(data), data)


def _root(top, bottom):
    shift = max(0, 120 - top.bit_length() + bottom.bit_length())
    shift += shift % 2
    root = _math.isqrt((top << shift) // bottom)
    if root * root * bottom != top << shift:
        root |= 1
    return root / (1 << shift // 2)


def stdev(data, xbar=None):
    data = _listed(data, "stdev", 2)
    top, bottom = _squares(data, xbar)
    return _root(top, bottom * (len(data) - 1))


def pstdev(data, mu=None):
    data = _listed(data, "pstdev")
    top, bottom = _squares(data, mu)
    return _root(top, bottom * len(data))


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    if len(data) < 2:
        raise StatisticsError("must have at least two data points")
    if method == "inclusive":
        steps = [divmod(i * (len(data) - 1), n) for i in range(1, n)]
        return [(data[j] * (n - rest) + data[j + 1] * rest) / n for j, rest in steps]
    if method != "exclusive":
        raise ValueError(f"Unknown method: {method!r}")
    result, m = [], len(data) + 1
    for i in range(1, n):
        j = min(max(i * m // n, 1), len(data) - 1)
        rest = i * m - j * n
        result.append((data[j - 1] * (n - rest) + data[j] * rest) / n)
    return result


def _pairs(x, y, what):
    x, y = list(x), list(y)
    if len(x) != len(y):
        raise StatisticsError(f"{what} requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError(f"{what} requires at least two data points")
    middle_x, middle_y = _math.fsum(x) / len(x), _math.fsum(y) / len(y)
    return [(a - middle_x, b - middle_y) for a, b in zip(x, y)]


def covariance(x, y, /):
    pairs = _pairs(x, y, "covariance")
    return _math.fsum([a * b for a, b in pairs]) / (len(pairs) - 1)


def correlation(x, y, /):
    pairs = _pairs(x, y, "correlation")
    xx, yy = _math.fsum([a * a for a, _ in pairs]), _math.fsum([b * b for _, b in pairs])
    if not xx or not yy:
        raise StatisticsError("at least one of the inputs is constant")
    return _math.fsum([a * b for a, b in pairs]) / _math.sqrt(xx * yy)
