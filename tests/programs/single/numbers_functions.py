# The digits of `math`, to the last: roots, powers, logarithms, angles.
import math

for x in 0.1, 0.25, 0.3, 0.7, 0.9:
    print(x, *[function(x) for function in (math.exp, math.log, math.log2, math.log10, math.sin, math.cos, math.tan, math.asin, math.acos, math.atan, math.cosh, math.tanh, math.sqrt, math.expm1, math.log1p)])
for x in 1, 2, 3.7, 10, 12.5, 55.5, 100, 729, 1000.0:
    print(x, *[function(x) for function in (math.exp, math.log, math.log2, math.log10, math.sin, math.cos, math.tan, math.atan, math.sqrt)], math.exp(-x), math.log(x, 3), x ** 0.3, x ** -1.7, 1.05 ** x)
for degrees in range(0, 361, 15):
    angle = math.radians(degrees)
    print(degrees, math.sin(angle), math.cos(angle), math.degrees(math.atan2(math.sin(angle), math.cos(angle))))


def haversine(lat1, lon1, lat2, lon2):
    p1, p2 = math.radians(lat1), math.radians(lat2)
    a = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 6371 * 2 * math.asin(math.sqrt(a))


print(haversine(52.52, 13.405, 48.8566, 2.3522), haversine(51.5074, -0.1278, 40.7128, -74.006), math.hypot(1, 1), math.hypot(2, 3, 6), math.dist((1.5, 2), (4, 6.25)))
balance = 1000.0
for year in range(1, 6):
    balance *= math.e ** 0.045
    print(year, balance, 1000 * (1 + 0.045 / 12) ** (12 * year), 1000 * math.exp(0.045 * year))
print(sum(math.exp(-k / 7) for k in range(50)), math.fsum(math.log(k) for k in range(1, 40)), math.pow(2.5, 1.5), 2 ** 0.5, 10 ** -0.5, (-8) ** 3, 0.5 ** 10)
