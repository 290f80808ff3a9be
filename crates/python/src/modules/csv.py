QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)


class Error(Exception):
    pass


class Dialect:
    delimiter, quotechar, escapechar, doublequote = ",", '"', None, True
    skipinitialspace, lineterminator, quoting, strict = False, "\r\n", QUOTE_MINIMAL, False


class excel(Dialect):
    pass


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    quoting, lineterminator = QUOTE_ALL, "\n"


_dialects = {"excel": excel, "excel-tab": excel_tab, "unix": unix_dialect}


def register_dialect(name, dialect=excel, **options):
    _dialects[name] = type(name, (_dialects.get(dialect, dialect) if isinstance(dialect, str) else dialect,), options)


def list_dialects():
    return list(_dialects)


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def _made(dialect, options):
    made = type("Chosen", (get_dialect(dialect) if isinstance(dialect, str) else dialect,), options)
    if not isinstance(made.delimiter, str) or len(made.delimiter) != 1:
        raise TypeError('"delimiter" must be a 1-character string')
    return made


class _Reader:
    def __init__(self, lines, dialect):
        self._lines, self.dialect, self.line_num = iter(lines), dialect, 0

    def __iter__(self):
        return self

    def __next__(self):
        d, row, field, quoted, was_quoted, more = self.dialect, [], None, False, False, True
        while more:
            try:
                line = next(self._lines)
            except StopIteration:
                if field is None and not row:
                    raise
                if quoted and d.strict:
                    raise Error("unexpected end of data") from None
                break
            if not isinstance(line, str):
                raise Error(f"iterator should return strings, not {type(line).__name__} (the file should be opened in text mode)")
            self.line_num += 1
            if not line.rstrip("\r\n") and not row and field is None:
                return []
            at = 0
            while at < len(line):
                c = line[at]
                at += 1
                if quoted:
                    if c == d.escapechar and at < len(line):
                        field, at = field + line[at], at + 1
                    elif c != d.quotechar:
                        field += c
                    elif d.doublequote and line[at:at + 1] == d.quotechar:
                        field, at = field + c, at + 1
                    else:
                        quoted = False
                elif c in "\r\n":
                    break
                elif c == d.delimiter:
                    row.append(self._value(field, was_quoted))
                    field, was_quoted = "", False
                elif c == d.quotechar and not field and d.quoting != QUOTE_NONE:
                    field, quoted, was_quoted = "", True, True
                elif c == d.escapechar and at < len(line):
                    field, at = (field or "") + line[at], at + 1
                elif c != " " or field or not d.skipinitialspace:
                    field = (field or "") + c
                else:
                    field = field or ""
            more = quoted
            if field is None:
                field = ""
        row.append(self._value(field, was_quoted))
        return row

    def _value(self, field, was_quoted):
        return float(field) if self.dialect.quoting == QUOTE_NONNUMERIC and not was_quoted and field else field or ""


def reader(csvfile, dialect="excel", **fmtparams):
    return _Reader(csvfile, _made(dialect, fmtparams))


class _Writer:
    def __init__(self, file, dialect):
        self._write, self.dialect = file.write, dialect

    def _shown(self, value, alone):
        d = self.dialect
        text = "" if value is None else value if isinstance(value, str) else str(value)
        special = any([c in text for c in (d.delimiter, d.quotechar or "\n", "\n", "\r", d.escapechar or "\n")])
        if d.quoting == QUOTE_NONE:
            if not special:
                return text
            if d.escapechar is None:
                raise Error("need to escape, but no escapechar set")
            return "".join([d.escapechar + c if c in (d.delimiter, d.quotechar, d.escapechar, "\n", "\r") else c for c in text])
        number = isinstance(value, (int, float))
        if d.quoting == QUOTE_ALL or d.quoting == QUOTE_NONNUMERIC and not number or special or alone and not text:
            q = d.quotechar
            return q + text.replace(q, q + q if d.doublequote else (d.escapechar or "") + q) + q
        return text

    def writerow(self, row):
        try:
            row = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        return self._write(self.dialect.delimiter.join([self._shown(value, len(row) == 1) for value in row]) + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def writer(csvfile, dialect="excel", **fmtparams):
    return _Writer(csvfile, _made(dialect, fmtparams))


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames, self.restkey, self.restval = fieldnames, restkey, restval
        self.reader = reader(f, dialect, *args, **kwds)

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        return self._fieldnames

    @property
    def line_num(self):
        return self.reader.line_num

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        made = dict(zip(names, row))
        if len(row) > len(names):
            made[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            made[name] = self.restval
        return made


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        self.fieldnames, self.restval, self.extrasaction = fieldnames, restval, extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _listed(self, row):
        wrong = [key for key in row if key not in self.fieldnames] if self.extrasaction == "raise" else []
        if wrong:
            raise ValueError(f"dict contains fields not in fieldnames: {', '.join(map(repr, wrong))}")
        return [row.get(key, self.restval) for key in self.fieldnames]

    def writerow(self, rowdict):
        return self.writer.writerow(self._listed(rowdict))

    def writerows(self, rowdicts):
        for row in rowdicts:
            self.writerow(row)
