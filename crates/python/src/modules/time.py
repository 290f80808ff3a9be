timezone = 0
altzone = 0
daylight = 0
tzname = ("UTC", "UTC")
CLOCK_REALTIME = 0
CLOCK_MONOTONIC = 1

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")


class struct_time(tuple):
    tm_year = property(lambda self: self[0])
    tm_mon = property(lambda self: self[1])
    tm_mday = property(lambda self: self[2])
    tm_hour = property(lambda self: self[3])
    tm_min = property(lambda self: self[4])
    tm_sec = property(lambda self: self[5])
    tm_wday = property(lambda self: self[6])
    tm_yday = property(lambda self: self[7])
    tm_isdst = property(lambda self: self[8])
    tm_zone = "UTC"
    tm_gmtoff = 0

    def __repr__(self):
        names = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")
        return "time.struct_time(" + ", ".join(f"{name}={value}" for name, value in zip(names, self)) + ")"


def _days_before(year):
    year -= 1
    return year * 365 + year // 4 - year // 100 + year // 400


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_len(year, month):
    return 29 if month == 2 and _is_leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _to_days(year, month, day):
    return _days_before(year) - _days_before(1970) + sum(_month_len(year, m) for m in range(1, month)) + day - 1


def _from_days(days):
    year = 1970 + (days // 366 if days >= 0 else days // 365 - 1)
    while _to_days(year + 1, 1, 1) <= days:
        year += 1
    yday = rest = days - _to_days(year, 1, 1)
    month = 1
    while rest >= _month_len(year, month):
        rest -= _month_len(year, month)
        month += 1
    return year, month, rest + 1, yday + 1


def gmtime(secs=None):
    secs = int((time() if secs is None else secs) // 1)
    days, rest = divmod(secs, 86400)
    year, month, day, yday = _from_days(days)
    return struct_time((year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7, yday, 0))


def localtime(secs=None):
    return gmtime(secs)


def mktime(t):
    return float(_to_days(t[0], t[1], t[2]) * 86400 + t[3] * 3600 + t[4] * 60 + t[5])


def _strftime(format, t, micro=0, zone=("", "")):
    year, month, day, hour, minute, second, wday, yday = t[:8]
    simple = {
        "Y": lambda: f"{year}", "y": lambda: f"{year % 100:02}", "C": lambda: f"{year // 100:02}",
        "m": lambda: f"{month:02}", "d": lambda: f"{day:02}", "e": lambda: f"{day:2}",
        "H": lambda: f"{hour:02}", "I": lambda: f"{(hour + 11) % 12 + 1:02}", "M": lambda: f"{minute:02}",
        "S": lambda: f"{second:02}", "f": lambda: f"{micro:06}", "p": lambda: "AM" if hour < 12 else "PM",
        "a": lambda: _DAYS[wday][:3], "A": lambda: _DAYS[wday], "b": lambda: _MONTHS[month - 1][:3],
        "h": lambda: _MONTHS[month - 1][:3], "B": lambda: _MONTHS[month - 1], "j": lambda: f"{yday:03}",
        "w": lambda: f"{(wday + 1) % 7}", "u": lambda: f"{wday + 1}", "%": lambda: "%", "n": lambda: "\n",
        "t": lambda: "\t", "z": lambda: zone[0], "Z": lambda: zone[1],
        "U": lambda: f"{(yday + 6 - (wday + 1) % 7) // 7:02}", "W": lambda: f"{(yday + 6 - wday) // 7:02}",
        "s": lambda: f"{int(mktime(t))}",
        "D": lambda: _strftime("%m/%d/%y", t), "F": lambda: _strftime("%Y-%m-%d", t),
        "T": lambda: _strftime("%H:%M:%S", t), "X": lambda: _strftime("%H:%M:%S", t),
        "R": lambda: _strftime("%H:%M", t), "x": lambda: _strftime("%m/%d/%y", t),
        "r": lambda: _strftime("%I:%M:%S %p", t), "c": lambda: _strftime("%a %b %e %H:%M:%S %Y", t),
    }
    out = []
    at = 0
    while at < len(format):
        letter = format[at + 1:at + 2]
        bare = letter == "-" and format[at + 2:at + 3] in simple
        if format[at] == "%" and bare:
            text = simple[format[at + 2]]()
            out.append(text.lstrip("0 ") or text[-1:])
            at += 3
        elif format[at] == "%" and letter in simple:
            out.append(simple[letter]())
            at += 2
        else:
            out.append(format[at])
            at += 1
    return "".join(out)


def strftime(format, t=None):
    return _strftime(format, localtime() if t is None else t, 0, ("+0000", "UTC"))


def asctime(t=None):
    return _strftime("%a %b %e %H:%M:%S %Y", localtime() if t is None else t)


def ctime(secs=None):
    return asctime(localtime(secs))


def tzset():
    pass


def strptime(string, format="%a %b %d %H:%M:%S %Y"):
    from datetime import datetime
    return struct_time(tuple(datetime.strptime(string, format).timetuple())[:8] + (-1,))
