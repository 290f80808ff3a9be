# Dates, times, differences and zones: arithmetic, formats, and what is refused.
from datetime import datetime, date, time, timedelta, timezone
d = datetime(2024, 3, 10, 14, 5, 9, 120)
print(d, repr(d), d.isoformat(), d.isoformat(" ", "seconds"), d.date(), d.time(), d.weekday(), d.isoweekday(), d.isocalendar(), d.timetuple().tm_yday, d.ctime())
print(d + timedelta(days=1, hours=-2), d - datetime(2024, 1, 1), (d - timedelta(weeks=1)).strftime("%d/%m/%y %H.%M"), d.replace(year=2025, microsecond=0), d < datetime(2025, 1, 1), d == d.replace())
td = timedelta(days=1, seconds=3661, milliseconds=5); print(td, repr(td), td.total_seconds(), td.days, td.seconds, td.microseconds, td * 2, td / 2, td // timedelta(hours=1), -td, abs(-td), td % timedelta(hours=7), divmod(td, timedelta(hours=5)), timedelta(0) or "zero", str(timedelta(-1)), sum([td, td], timedelta()))
print(datetime.strptime("2024-02-29 23:59", "%Y-%m-%d %H:%M"), datetime.fromisoformat("2024-01-02T03:04:05"), date.fromisoformat("2024-01-02"), date(2024, 1, 31) + timedelta(1), date(2024, 12, 25) - date(2024, 1, 1), time(1, 2, 3), time.fromisoformat("04:05"), date.min, datetime.max, date(2024, 5, 6).toordinal(), date.fromordinal(1))
u = datetime(2024, 1, 1, tzinfo=timezone.utc); print(u, repr(u), u.tzinfo, u.isoformat(), u.timestamp(), datetime.fromtimestamp(0, timezone.utc), u.astimezone(timezone(timedelta(hours=5, minutes=30))), timezone(timedelta(hours=-3)), u.utcoffset(), u.tzname())
for bad in (lambda: datetime(2023, 2, 29), lambda: date(2024, 13, 1), lambda: datetime.strptime("x", "%Y"), lambda: datetime.strptime("2024 extra", "%Y"), lambda: d - u, lambda: d < u, lambda: d + 1, lambda: time(25), lambda: timedelta(days=10**10), lambda: datetime.fromisoformat("nope"), lambda: d < 5):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(f"{d:%B %-d, %Y}", format(d, "%a %b"), f"{td}", d.__format__(""), hash(d) == hash(d.replace()), sorted([date(2024, 1, 2), date(2023, 1, 1)]), max(d, d.replace(year=2020)), {date(2024, 1, 1): "ny"})
print(d.strftime("%A|%a|%d|%B|%b|%m|%y|%Y|%H|%I|%p|%M|%S|%f|%j|%U|%W|%%|%x|%X|%c|%w|%Z|%z|"))
