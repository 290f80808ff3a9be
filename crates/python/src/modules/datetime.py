import time as _time

MINYEAR, MAXYEAR = 1, 9999


def _wrong(value, kinds):
    raise TypeError(f"unsupported type for timedelta {kinds} component: {type(value).__name__}")


class timedelta:
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        for name, value in (("days", days), ("seconds", seconds), ("microseconds", microseconds), ("milliseconds", milliseconds),
                            ("minutes", minutes), ("hours", hours), ("weeks", weeks)):
            if not isinstance(value, (int, float)):
                _wrong(value, name)
        seconds += minutes * 60 + hours * 3600 + (days + weeks * 7) * 86400
        micro = round(seconds * 1000000) if isinstance(seconds, float) else seconds * 1000000
        micro += round(microseconds + milliseconds * 1000)
        self._micro = micro
        self.days, rest = divmod(int(micro), 86400000000)
        if abs(self.days) >= 1 << 31:
            raise OverflowError("Python int too large to convert to C int")
        if abs(self.days) > 999999999:
            raise OverflowError(f"days={self.days}; must have magnitude <= 999999999")
        self.seconds, self.microseconds = divmod(rest, 1000000)

    def __reduce__(self):
        return type(self), (self.days, self.seconds, self.microseconds)

    def total_seconds(self):
        return self._micro / 1000000

    def _make(self, micro):
        return timedelta(microseconds=micro)

    def __add__(self, other):
        return self._make(self._micro + other._micro) if isinstance(other, timedelta) else NotImplemented

    def __sub__(self, other):
        return self._make(self._micro - other._micro) if isinstance(other, timedelta) else NotImplemented

    def __mul__(self, n):
        return self._make(round(self._micro * n)) if isinstance(n, (int, float)) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        return self._micro / other._micro if isinstance(other, timedelta) else self._make(round(self._micro / other))

    def __floordiv__(self, other):
        return self._micro // other._micro if isinstance(other, timedelta) else self._make(self._micro // other)

    def __mod__(self, other):
        return self._make(self._micro % other._micro) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        return (self // other, self % other) if isinstance(other, timedelta) else NotImplemented

    def __pos__(self):
        return self

    def __neg__(self):
        return self._make(-self._micro)

    def __abs__(self):
        return self._make(abs(self._micro))

    def __bool__(self):
        return self._micro != 0

    def __eq__(self, other):
        return self._micro == other._micro if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._micro < other._micro if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._micro <= other._micro if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._micro > other._micro if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._micro >= other._micro if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash(self._micro)

    def __str__(self):
        text = f"{self.seconds // 3600}:{self.seconds // 60 % 60:02}:{self.seconds % 60:02}"
        if self.days:
            text = f"{self.days} day{'s' if abs(self.days) != 1 else ''}, {text}"
        return text + (f".{self.microseconds:06}" if self.microseconds else "")

    def __repr__(self):
        parts = [f"{name}={value}" for name in ("days", "seconds", "microseconds") if (value := getattr(self, name))]
        return f"datetime.timedelta({', '.join(parts) or '0'})"


class tzinfo:
    pass


class timezone(tzinfo):
    def __init__(self, offset, name=None):
        self._offset, self._name = offset, name

    def __reduce__(self):
        return type(self), (self._offset,) if self._name is None else (self._offset, self._name)

    def utcoffset(self, dt):
        return self._offset

    def tzname(self, dt):
        if self._name:
            return self._name
        return "UTC" if not self._offset else "UTC" + _offset_text(self._offset, ":")

    def __eq__(self, other):
        return isinstance(other, timezone) and self._offset == other._offset

    def __hash__(self):
        return hash(self._offset)

    def __str__(self):
        return self.tzname(None)

    def __repr__(self):
        return "datetime.timezone.utc" if not self._offset and self._name is None else f"datetime.timezone({self._offset!r}{'' if self._name is None else f', {self._name!r}'})"


timezone.utc = UTC = timezone(timedelta(0))


def _offset_text(offset, colon):
    minutes = offset._micro // 60000000
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{colon}{abs(minutes) % 60:02}"


class _Ordered:
    def _fits(self, other):
        """Whether the two can be ordered."""
        if not isinstance(other, type(self)) and not isinstance(self, type(other)) or not isinstance(other, _Ordered):
            return False
        if isinstance(self, _moment) != isinstance(other, _moment):
            raise TypeError(f"can't compare {_full_name(self)} to {_full_name(other)}")
        if hasattr(self, "tzinfo") and (self.tzinfo is None) != (other.tzinfo is None):
            raise TypeError(f"can't compare offset-naive and offset-aware {type(self).__name__}s")
        return True

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self._key() == other._key() and (getattr(self, "tzinfo", None) is None) == (getattr(other, "tzinfo", None) is None)

    def __lt__(self, other):
        return self._key() < other._key() if self._fits(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._fits(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._fits(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._fits(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __str__(self):
        return self.isoformat()

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)


class IsoCalendarDate(tuple):
    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


class date(_Ordered):
    def __init__(self, year, month=None, day=None):
        if month is None and isinstance(year, bytes) and len(year) == 4:
            year, month, day = year[0] << 8 | year[1], year[2], year[3]
        _check(year, month, day)
        self.year, self.month, self.day = year, month, day

    def __reduce__(self):
        return type(self), (_packed(self),)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp):
        t = _time.gmtime(timestamp)
        return cls(t[0], t[1], t[2])

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        return cls(*_iso_day(text, text))

    @classmethod
    def fromordinal(cls, n):
        return cls(*_time._from_days(n - 719163)[:3])

    def _key(self):
        return self.year, self.month, self.day

    def toordinal(self):
        return _time._to_days(self.year, self.month, self.day) + 719163

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.weekday() + 1

    def isocalendar(self):
        # The week belongs to the year in which its Thursday is.
        thursday = self.toordinal() - self.weekday() + 3
        year = _time._from_days(thursday - 719163)[0]
        week = (thursday - 719163 - _time._to_days(year, 1, 1)) // 7 + 1
        return IsoCalendarDate((year, week, self.isoweekday()))

    @classmethod
    def fromisocalendar(cls, year, week, day):
        fourth = _time._to_days(year, 1, 4)
        monday = fourth - (fourth + 3) % 7
        return cls(*_time._from_days(monday + (week - 1) * 7 + day - 1)[:3])

    def isoformat(self):
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    def timetuple(self):
        return _time.gmtime(_time._to_days(self.year, self.month, self.day) * 86400)

    def strftime(self, format):
        return _time._strftime(format, self.timetuple())

    def ctime(self):
        return self.strftime("%a %b %e %H:%M:%S %Y")

    def replace(self, year=None, month=None, day=None):
        return type(self)(year or self.year, month or self.month, day or self.day)

    def __add__(self, other):
        return self.fromordinal(self.toordinal() + other.days) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self.fromordinal(self.toordinal() - other.days)
        return timedelta(days=self.toordinal() - other.toordinal()) if isinstance(other, date) else NotImplemented

    def __repr__(self):
        return f"datetime.date({self.year}, {self.month}, {self.day})"


class time(_Ordered):
    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
        if isinstance(hour, bytes) and len(hour) == 6:
            tzinfo = minute or None
            hour, minute, second, microsecond = _unpacked(hour)
        _check_clock(hour, minute, second, microsecond)
        self.hour, self.minute, self.second, self.microsecond, self.tzinfo = hour, minute, second, microsecond, tzinfo

    def __reduce__(self):
        return type(self), (_packed_clock(self),) if self.tzinfo is None else (_packed_clock(self), self.tzinfo)

    def _key(self):
        return self.hour, self.minute, self.second, self.microsecond

    @classmethod
    def fromisoformat(cls, text):
        return cls(*_iso_clock(text.removeprefix("T"), text))

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True):
        given = [old if new is None else new for new, old in zip((hour, minute, second, microsecond), self._key())]
        return type(self)(*given, self.tzinfo if tzinfo is True else tzinfo)

    def isoformat(self, timespec="auto"):
        return _clock_text(self, timespec)

    def strftime(self, format):
        return _time._strftime(format, (1900, 1, 1, self.hour, self.minute, self.second, 0, 1), self.microsecond)

    def __repr__(self):
        parts = [self.hour, self.minute] + ([self.second] if self.second or self.microsecond else []) + (
            [self.microsecond] if self.microsecond else [])
        return f"datetime.time({', '.join(map(str, parts))})"


def _clock_text(clock, timespec):
    if timespec not in ("auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"):
        raise ValueError("Unknown timespec value")
    text = f"{clock.hour:02}"
    if timespec != "hours":
        text += f":{clock.minute:02}"
    if timespec not in ("hours", "minutes"):
        text += f":{clock.second:02}"
    if timespec == "milliseconds":
        text += f".{clock.microsecond // 1000:03}"
    elif timespec == "microseconds" or timespec == "auto" and clock.microsecond:
        text += f".{clock.microsecond:06}"
    return text + (_offset_text(clock.tzinfo.utcoffset(clock), ":") if clock.tzinfo else "")


def _full_name(value):
    return f"datetime.{type(value).__name__}"


def _bad_iso(text):
    raise ValueError(f"Invalid isoformat string: {text!r}")


def _iso_day(day, text):
    if len(day) == 8 and day.isdigit():
        day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    parts = day.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not all([part.isdigit() for part in parts]):
        _bad_iso(text)
    return [int(part) for part in parts]


def _iso_clock(clock, text):
    """Hour, minute, second, microsecond and zone."""
    tz = None
    if clock.endswith("Z"):
        clock, tz = clock[:-1], timezone.utc
    elif "+" in clock or "-" in clock:
        at = max(clock.rfind("+"), clock.rfind("-"))
        offset = clock[at + 1:].replace(":", "")
        if not offset.isdigit() or len(offset) not in (2, 4, 6):
            _bad_iso(text)
        seconds = int(offset[:2]) * 3600 + int(offset[2:4] or 0) * 60 + int(offset[4:] or 0)
        tz = timezone(timedelta(seconds=-seconds if clock[at] == "-" else seconds))
        clock = clock[:at]
    clock, point, micro = clock.replace(",", ".").partition(".")
    if ":" not in clock:
        clock = ":".join([clock[at:at + 2] for at in range(0, len(clock), 2)])
    parts = clock.split(":") if clock else []
    if not all([len(part) == 2 and part.isdigit() for part in parts]) or len(parts) > 3 or point and not micro.isdigit():
        _bad_iso(text)
    return [*[int(part) for part in parts], *[0] * (3 - len(parts)), int(micro.ljust(6, "0")[:6] or 0), tz]


def _check_clock(hour, minute, second, microsecond):
    for name, value, most in (("hour", hour, 23), ("minute", minute, 59), ("second", second, 59), ("microsecond", microsecond, 999999)):
        if not isinstance(value, int):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        if not 0 <= value <= most:
            raise ValueError(f"{name} must be in 0..{most}")


def _packed(day):
    return bytes([day.year >> 8, day.year & 255, day.month, day.day])


def _packed_clock(clock):
    return bytes([clock.hour, clock.minute, clock.second]) + clock.microsecond.to_bytes(3, "big")


def _unpacked(clock):
    return clock[0], clock[1], clock[2], int.from_bytes(clock[3:], "big")


def _check(year, month, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _time._month_len(year, month):
        raise ValueError("day is out of range for month")


class datetime(date):
    def __init__(self, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
        if isinstance(year, bytes) and len(year) == 10:
            packed, tzinfo = year, month
            year, month, day = packed[0] << 8 | packed[1], packed[2], packed[3]
            hour, minute, second, microsecond = _unpacked(packed[4:])
        date.__init__(self, year, month, day)
        _check_clock(hour, minute, second, microsecond)
        self.hour, self.minute, self.second, self.microsecond, self.tzinfo = hour, minute, second, microsecond, tzinfo

    def __reduce__(self):
        packed = _packed(self) + _packed_clock(self)
        return type(self), (packed,) if self.tzinfo is None else (packed, self.tzinfo)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(_time.time())

    today = utcnow

    @classmethod
    def _from_micro(cls, micro, tz=None):
        seconds, micro = divmod(micro, 1000000)
        t = _time.gmtime(seconds)
        return cls(t[0], t[1], t[2], t[3], t[4], t[5], micro, tz)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        offset = tz.utcoffset(None)._micro if tz else 0
        return cls._from_micro(round(timestamp * 1000000) + offset, tz)

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        return cls(*_iso_day(text[:8 if "-" not in text[:8] else 10], text), *_iso_clock(text[9 if "-" not in text[:8] else 11:], text))

    @classmethod
    def strptime(cls, text, format):
        import re
        from time import _DAYS, _MONTHS
        names = {"b": [month[:3] for month in _MONTHS], "B": _MONTHS, "a": [day[:3] for day in _DAYS], "A": _DAYS, "p": ("AM", "PM")}
        digits = {"Y": r"\d{4}", "j": r"\d{1,3}", "f": r"\d{1,6}", "z": r"[+-]\d\d:?\d\d|Z", "m": r"1[0-2]|0?[1-9]", "d": r"3[01]|[12]\d|[0 ]?[1-9]",
                  "H": r"2[0-3]|[01]?\d", "I": r"1[0-2]|0?[1-9]", "M": r"[0-5]?\d", "S": r"6[01]|[0-5]?\d", "y": r"\d\d"}
        order, pattern, at = [], "", 0
        while at < len(format):
            letter = format[at]
            at += 1
            if letter != "%":
                pattern += r"\s+" if letter.isspace() else re.escape(letter)
                continue
            letter = format[at:at + 1]
            at += 1
            if letter == "%":
                pattern += "%"
            elif letter in names or letter and letter in "YmdHMSfyjIz":
                order.append(letter)
                pattern += f"({digits.get(letter) or '|'.join(names[letter])})"
            else:
                raise ValueError(f"{letter!r} is a bad directive in format {format!r}" if letter else f"stray % in format {format!r}")
        found = re.match(pattern, text, re.IGNORECASE)
        if not found:
            raise ValueError(f"time data {text!r} does not match format {format!r}")
        if found.end() != len(text):
            raise ValueError(f"unconverted data remains: {text[found.end():]}")
        parts = {"Y": 1900, "m": 1, "d": 1, "H": 0, "M": 0, "S": 0, "f": 0}
        zone = None
        for letter, value in zip(order, found.groups()):
            if letter == "z":
                value = "+0000" if value in "Zz" else value.replace(":", "")
                zone = timezone(timedelta(minutes=int(value[0] + "1") * (int(value[1:3]) * 60 + int(value[3:]))))
            elif letter in names:
                parts[letter] = [name.lower() for name in names[letter]].index(value.lower())
            else:
                parts[letter] = int(value.ljust(6, "0") if letter == "f" else value)
        month = parts.get("b", parts.get("B"))
        if month is not None:
            parts["m"] = month + 1
        if "y" in parts:
            parts["Y"] = parts["y"] + (2000 if parts["y"] < 69 else 1900)
        if "I" in parts:
            parts["H"] = parts["I"] % 12 + 12 * parts.get("p", 0)
        made = cls(*[parts[letter] for letter in "YmdHMSf"], zone)
        return made + timedelta(days=parts["j"] - 1) if "j" in parts else made

    @classmethod
    def combine(cls, day, clock, tzinfo=None):
        return cls(day.year, day.month, day.day, clock.hour, clock.minute, clock.second, clock.microsecond,
                   tzinfo or clock.tzinfo)

    def _local_micro(self):
        days = _time._to_days(self.year, self.month, self.day)
        return ((days * 24 + self.hour) * 60 + self.minute) * 60000000 + self.second * 1000000 + self.microsecond

    def _micro(self):
        return self._local_micro() - (self.tzinfo.utcoffset(self)._micro if self.tzinfo else 0)

    def _key(self):
        return self._micro()

    def timestamp(self):
        return self._micro() / 1000000

    def date(self):
        return _date(self.year, self.month, self.day)

    def time(self):
        return _clock(self.hour, self.minute, self.second, self.microsecond)

    def timetuple(self):
        return _time.gmtime(self._local_micro() // 1000000)

    def utcoffset(self):
        return self.tzinfo.utcoffset(self) if self.tzinfo else None

    def tzname(self):
        return self.tzinfo.tzname(self) if self.tzinfo else None

    def astimezone(self, tz=None):
        tz = tz or timezone.utc
        return self._from_micro(self._micro() + tz.utcoffset(None)._micro, tz)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=True):
        def pick(new, old):
            return old if new is None else new
        return type(self)(pick(year, self.year), pick(month, self.month), pick(day, self.day), pick(hour, self.hour),
                          pick(minute, self.minute), pick(second, self.second), pick(microsecond, self.microsecond),
                          self.tzinfo if tzinfo is True else tzinfo)

    def isoformat(self, sep="T", timespec="auto"):
        return f"{date.isoformat(self)}{sep}{_clock_text(self, timespec)}"

    def strftime(self, format):
        zone = (_offset_text(self.tzinfo.utcoffset(self), ""), self.tzinfo.tzname(self)) if self.tzinfo else ("", "")
        return _time._strftime(format, self.timetuple(), self.microsecond, zone)

    def __str__(self):
        return self.isoformat(" ")

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._from_micro(self._local_micro() + other._micro, self.tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._from_micro(self._local_micro() - other._micro, self.tzinfo)
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.tzinfo is None) != (other.tzinfo is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta(microseconds=self._micro() - other._micro())

    def __repr__(self):
        parts = [self.year, self.month, self.day, self.hour, self.minute]
        if self.second or self.microsecond:
            parts.append(self.second)
        if self.microsecond:
            parts.append(self.microsecond)
        tz = f", tzinfo={self.tzinfo!r}" if self.tzinfo else ""
        return f"datetime.datetime({', '.join(map(str, parts))}{tz})"


_date, _clock, _moment = date, time, datetime
timedelta.resolution, timedelta.min, timedelta.max = timedelta(microseconds=1), timedelta(-999999999), timedelta(
    days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(1)
time.min, time.max, time.resolution = time(), time(23, 59, 59, 999999), timedelta.resolution
datetime.min, datetime.max, datetime.resolution = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999), timedelta.resolution
for _class in (timedelta, tzinfo, timezone, date, time, datetime):
    _class._tp_name = "datetime." + _class.__name__
