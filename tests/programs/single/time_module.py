# Sleeping and measuring, printed so coarsely that every machine agrees.
import time

start = time.time()
time.sleep(0.2)
elapsed = time.time() - start
print(f"{elapsed:.1f}", 0.19 < elapsed < 0.29, isinstance(start, float))
begin = time.perf_counter()
time.sleep(0)
print(time.perf_counter() >= begin, time.monotonic() > 0, type(time.time_ns()))
try:
    time.sleep(-1)
except ValueError as error:
    print(error)
try:
    time.sleep("1")
except TypeError as error:
    print(error)
for n in range(3, 0, -1):
    print(n, end="... ", flush=True)
    time.sleep(0.01)
print("go")
