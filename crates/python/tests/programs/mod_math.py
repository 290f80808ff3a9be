import math
print(math.pi, math.e, math.tau, math.inf, math.sqrt(2), math.floor(2.7), math.ceil(2.1), math.floor(-2.5), math.trunc(-2.7), math.fabs(-3), math.gcd(12, 18), math.lcm(4, 6), math.factorial(20), math.isqrt(99), math.comb(5, 2), math.perm(5, 2), math.prod([1, 2, 3, 4]))
print(round(math.sin(1), 12), round(math.cos(1), 12), round(math.log(10), 12), math.log2(8), math.log10(1000), math.log(8, 2), round(math.exp(1), 12), math.pow(2, 10), math.hypot(3, 4), math.degrees(math.pi), math.radians(180), math.copysign(1, -0.0), math.fmod(7, 3), math.modf(3.25), math.frexp(8.0), math.ldexp(0.5, 4), math.dist((0, 0), (3, 4)))
print(math.isnan(math.nan), math.isinf(math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1] * 10), round(math.atan2(1, 1), 12), round(math.log1p(1e-10), 20))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.sqrt("a"), lambda: math.floor("a"), lambda: math.exp(1000), lambda: math.acos(2), lambda: math.gcd(1.5, 2), lambda: math.isqrt(-1), lambda: math.floor(math.nan)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
