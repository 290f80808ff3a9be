import time
from datetime import datetime, timedelta, date, timezone
print(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(0)), time.gmtime(1700000000)[:6], time.strftime("%a %b %d %j %y %I %p", time.gmtime(1234567890)), time.asctime(time.gmtime(86399)))
t0 = time.time(); time.sleep(0.01); print(time.time() - t0 >= 0.01, time.monotonic() > 0, isinstance(time.perf_counter_ns(), int), time.gmtime(5).tm_year)
d = datetime(2024, 2, 28, 23, 30); print(d, repr(d), d + timedelta(hours=1), d + timedelta(days=2), d.isoformat(), d.strftime("%d/%m/%y %H:%M"), d.weekday(), d.date(), d.time(), d.replace(year=2023), f"{d:%H:%M}")
print(timedelta(days=1, hours=2, seconds=5), repr(timedelta(seconds=90)), timedelta(minutes=5).total_seconds(), timedelta(days=-1), date(2024, 3, 1) - date(2024, 2, 1), date(2024, 1, 31).isoformat(), datetime.fromisoformat("2024-05-06T07:08:09").minute, datetime(2024, 1, 1) < datetime(2024, 1, 2))
print(datetime.fromtimestamp(0, timezone.utc), datetime(2024, 1, 2, 3, 4, 5, 678900), (datetime(2024, 1, 2) - datetime(2024, 1, 1, 12)).total_seconds(), timedelta(hours=1) * 3, timedelta(hours=3) / timedelta(hours=2), datetime(2020, 1, 1, tzinfo=timezone.utc).isoformat())
for f in (lambda: time.sleep(-1), lambda: time.sleep("a"), lambda: datetime(2024, 13, 1), lambda: date(2023, 2, 29)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
