# Patterns become closures: `matcher(run, at, go_on)` gives what `go_on(end)` gives for the first way to match, or None.

A = ASCII = 256
I = IGNORECASE = 2
L = LOCALE = 4
M = MULTILINE = 8
S = DOTALL = 16
U = UNICODE = 32
X = VERBOSE = 64
NOFLAG = 0
_NAMES = {2: "IGNORECASE", 8: "MULTILINE", 16: "DOTALL", 64: "VERBOSE", 256: "ASCII"}
_ENDLESS = 1 << 30


class error(Exception):
    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        super().__init__(msg if pos is None else f"{msg} at position {pos}")


error.__module__ = "re"


class _Run:
    # One attempt on a text.
    def __init__(self, text, end, groups):
        self.text, self.end, self.spans = text, end, [(-1, -1)] * (groups + 1)


def _is_word(char):
    return char.isalnum() or char == "_"


_CLASSES = {"d": str.isdecimal, "w": _is_word, "s": str.isspace}
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "0": "\0"}


def _char(test):
    def matcher(run, at, go_on):
        return go_on(at + 1) if at < run.end and test(run.text[at]) else None
    matcher.test = test
    return matcher


def _sequence(parts):
    if len(parts) == 1:
        return parts[0]

    def matcher(run, at, go_on):
        def step(place, at):
            if place == len(parts):
                return go_on(at)
            return parts[place](run, at, lambda end: step(place + 1, end))
        return step(0, at)
    return matcher


def _either(ways):
    def matcher(run, at, go_on):
        for way in ways:
            end = way(run, at, go_on)
            if end is not None:
                return end
    return matcher


def _repeat(part, least, most, lazy, possessive=False):
    test = getattr(part, "test", None)

    def simple(run, at, go_on):
        if lazy:
            count = 0
            while True:
                if count >= least:
                    end = go_on(at + count)
                    if end is not None:
                        return end
                if count == most or at + count >= run.end or not test(run.text[at + count]):
                    return None
                count += 1
        last, text, stop = at, run.text, min(run.end, at + most)
        while last < stop and test(text[last]):
            last += 1
        while last >= at + least:
            end = go_on(last)
            if end is not None or possessive:
                return end
            last -= 1

    def general(run, at, go_on):
        def again(count, at):
            def more():
                if count < most:
                    return part(run, at, lambda end: again(count + 1, end) if end > at or count < least else None)
            if count < least:
                return more()
            if lazy:
                end = go_on(at)
                return more() if end is None else end
            kept = list(run.spans)
            end = more()
            if end is None:
                run.spans = kept
                end = go_on(at)
            return end
        return again(0, at)
    return simple if test else general


def _group(number, part):
    def matcher(run, at, go_on):
        def closed(end):
            before = run.spans[number]
            run.spans[number] = at, end
            result = go_on(end)
            if result is None:
                run.spans[number] = before
            return result
        return part(run, at, closed)
    return matcher


def _look(part, ahead, wanted):
    def matcher(run, at, go_on):
        if ahead:
            found = part(run, at, lambda end: end) is not None
        else:
            found = any(part(run, start, lambda end: end if end == at else None) is not None for start in range(at, -1, -1))
        return go_on(at) if found == wanted else None
    return matcher


def _at(condition):
    return lambda run, at, go_on: go_on(at) if condition(run.text, at, run.end) else None


def _border(text, at, end):
    return (at > 0 and _is_word(text[at - 1])) != (at < end and _is_word(text[at]))


class _Parser:
    def __init__(self, text, flags, source):
        self.text, self.flags, self.at, self.groups, self.names, self.source = text, flags, 0, 0, {}, source

    def fail(self, message, at=None):
        raise error(message, self.source, self.at if at is None else at)

    def peek(self, text):
        return self.text.startswith(text, self.at)

    def eat(self, text):
        found = self.peek(text)
        if found:
            self.at += len(text)
        return found

    def until(self, end, what):
        stop = self.text.find(end, self.at)
        if stop < 0:
            self.fail(f"missing {end}, unterminated name")
        name = self.text[self.at:stop]
        if not name:
            self.fail(f"missing {what}")
        self.at = stop + 1
        return name

    def whole(self):
        result = self.ways()
        if self.at < len(self.text):
            self.fail("unbalanced parenthesis")
        return result

    def ways(self):
        found = [self.sequence()]
        while self.eat("|"):
            found.append(self.sequence())
        return found[0] if len(found) == 1 else _either(found)

    def sequence(self):
        parts = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            start = self.at
            part = self.atom()
            if part is None:
                continue
            while True:
                place = self.at
                count = self.count()
                if not count:
                    break
                if part is None:
                    self.fail("nothing to repeat", start)
                if place > start and getattr(part, "repeats", False):
                    self.fail("multiple repeat", place)
                part = _repeat(part, *count)
                part.repeats = True
            parts.append(part)
        return _sequence(parts) if parts else lambda run, at, go_on: go_on(at)

    def count(self):
        if self.eat("*"):
            bounds = 0, _ENDLESS
        elif self.eat("+"):
            bounds = 1, _ENDLESS
        elif self.eat("?"):
            bounds = 0, 1
        else:
            end = self.text.find("}", self.at)
            if not self.peek("{") or end < 0:
                return None
            place = self.at + 1
            least, comma, most = self.text[self.at + 1:end].partition(",")
            if not (least + most).isdigit() or not (least or comma):
                return None
            self.at = end + 1
            least = int(least or 0)
            bounds = least, (int(most) if most else _ENDLESS) if comma else least
            if bounds[1] < least:
                self.fail("min repeat greater than max repeat", place)
        lazy = self.eat("?")
        return *bounds, lazy, not lazy and self.eat("+")

    def literal(self, char):
        if self.flags & I:
            char = char.lower()
            return lambda other: other.lower() == char
        return lambda other: other == char

    def atom(self):
        start = self.at
        char = self.text[start]
        self.at += 1
        if self.flags & X:
            if char.isspace():
                return None
            if char == "#":
                self.at = self.text.find("\n", start) + 1 or len(self.text)
                return None
        if char == ".":
            return _char((lambda other: True) if self.flags & S else lambda other: other != "\n")
        if char == "^":
            if self.flags & M:
                return _at(lambda text, at, end: at == 0 or text[at - 1] == "\n")
            return _at(lambda text, at, end: at == 0)
        if char == "$":
            if self.flags & M:
                return _at(lambda text, at, end: at == end or text[at] == "\n")
            return _at(lambda text, at, end: at == end or at == end - 1 and text[at] == "\n")
        if char == "(":
            return self.group(start)
        if char == "[":
            return _char(self.set(start))
        if char == "\\":
            return self.escape(start)
        if char in "*+?":
            self.fail("nothing to repeat", start)
        return _char(self.literal(char))

    def group(self, start):
        number, wrap = 0, None
        if self.eat("?"):
            if self.eat("P<"):
                name = self.until(">", "group name")
                if not name.isidentifier():
                    self.fail(f"bad character in group name {name!r}", start + 4)
                number = self.groups = self.groups + 1
                if name in self.names:
                    self.fail(f"redefinition of group name {name!r} as group {number}; was group {self.names[name]}", start + 4)
                self.names[name] = number
            elif self.eat("P="):
                name = self.until(")", "group name")
                if name not in self.names:
                    self.fail(f"unknown group name {name!r}", start + 4)
                return self.back(self.names[name])
            elif self.eat("#"):
                self.at = self.text.find(")", self.at) + 1
                return None
            elif self.eat("="):
                wrap = lambda part: _look(part, True, True)
            elif self.eat("!"):
                wrap = lambda part: _look(part, True, False)
            elif self.eat("<="):
                wrap = lambda part: _look(part, False, True)
            elif self.eat("<!"):
                wrap = lambda part: _look(part, False, False)
            elif not self.eat(":"):
                while self.at < len(self.text) and self.text[self.at] in "aimsxLu":
                    self.flags |= {"a": A, "i": I, "m": M, "s": S, "x": X}.get(self.text[self.at], 0)
                    self.at += 1
                if self.eat(")"):
                    return None
                if not self.eat(":"):
                    self.fail(f"unknown extension ?{self.text[self.at:self.at + 1]}", start + 1)
        else:
            number = self.groups = self.groups + 1
        part = self.ways()
        if not self.eat(")"):
            self.fail("missing ), unterminated subpattern", start)
        return wrap(part) if wrap else _group(number, part) if number else _sequence([part, lambda run, at, go_on: go_on(at)])

    def back(self, number):
        def matcher(run, at, go_on):
            start, end = run.spans[number]
            if start < 0 or not run.text.startswith(run.text[start:end], at):
                return None
            return go_on(at + end - start)
        return matcher

    def class_of(self, char):
        test = _CLASSES.get(char.lower())
        if test and (self.flags & A or isinstance(self.source, bytes)):
            wide = test
            test = lambda other: other < "\x80" and wide(other)
        return test if char.islower() else test and (lambda other: not test(other))

    def escape(self, start):
        if self.at == len(self.text):
            self.fail("bad escape (end of pattern)", start)
        char = self.text[self.at]
        self.at += 1
        if char in "AZbB":
            conditions = {
                "A": lambda text, at, end: at == 0,
                "Z": lambda text, at, end: at == end,
                "b": _border,
                "B": lambda text, at, end: not _border(text, at, end),
            }
            return _at(conditions[char])
        if char in "123456789":
            while self.at < len(self.text) and self.text[self.at].isdigit():
                char += self.text[self.at]
                self.at += 1
            if int(char) > self.groups:
                self.fail(f"invalid group reference {char}", start + 1)
            return self.back(int(char))
        return _char(self.class_of(char) or self.literal(self.character(char, start)))

    def character(self, char, start):
        size = {"x": 2, "u": 4, "U": 8}.get(char)
        if size:
            self.at += size
            return chr(int(self.text[self.at - size:self.at], 16))
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char.isascii() and char.isalnum():
            self.fail(f"bad escape \\{char}", start)
        return char

    def set(self, start):
        tests, negated, first = [], self.eat("^"), self.at
        while True:
            if self.at >= len(self.text):
                self.fail("unterminated character set", start)
            if self.at > first and self.eat("]"):
                break
            low = self.member()
            if isinstance(low, str) and self.peek("-") and self.text[self.at + 1:self.at + 2] not in ("]", ""):
                place = self.at
                self.at += 1
                high = self.member()
                if not isinstance(high, str) or high < low:
                    self.fail(f"bad character range {low}-{high}", place - 1)
                tests.append(self.range(low, high))
            else:
                tests.append(self.literal(low) if isinstance(low, str) else low)
        return lambda char: any([test(char) for test in tests]) != negated

    def member(self):
        char = self.text[self.at]
        self.at += 1
        if char != "\\":
            return char
        start, char = self.at - 1, self.text[self.at]
        self.at += 1
        return self.class_of(char) or ("\b" if char == "b" else self.character(char, start))

    def range(self, low, high):
        if self.flags & I:
            return lambda char: low <= char.lower() <= high or low <= char.upper() <= high
        return lambda char: low <= char <= high


class Match:
    def __init__(self, pattern, string, spans, pos, endpos):
        self.re, self.string, self.pos, self.endpos, self._spans = pattern, string, pos, endpos, spans
        last = [number for number in range(1, len(spans)) if spans[number][0] >= 0]
        self.lastindex = max(last, key=lambda number: (spans[number][1], -number)) if last else None
        self.lastgroup = {number: name for name, number in pattern.groupindex.items()}.get(self.lastindex)

    def __repr__(self):
        return f"<re.Match object; span={self.span()}, match={self.group()!r}>"

    def _number(self, group):
        number = self.re.groupindex.get(group, -1) if isinstance(group, str) else group
        if not isinstance(number, int) or not 0 <= number < len(self._spans):
            raise IndexError("no such group")
        return number

    def _text(self, group, default=None):
        start, end = self._spans[self._number(group)]
        return default if start < 0 else self.string[start:end]

    __getitem__ = _text

    def group(self, *groups):
        if len(groups) < 2:
            return self._text(groups[0] if groups else 0)
        return tuple([self._text(group) for group in groups])

    def groups(self, default=None):
        return tuple([self._text(number, default) for number in range(1, len(self._spans))])

    def groupdict(self, default=None):
        return {name: self._text(name, default) for name in self.re.groupindex}

    def span(self, group=0):
        return self._spans[self._number(group)]

    def start(self, group=0):
        return self.span(group)[0]

    def end(self, group=0):
        return self.span(group)[1]

    def expand(self, template):
        return _expand(template, self)


def _expand(template, match):
    if isinstance(template, bytes):
        text = template.decode("latin-1")
        part = lambda group: (match._text(group) or b"").decode("latin-1")
        return _fill(text, part, match).encode("latin-1")
    return _fill(template, lambda group: match._text(group) or "", match)


def _fill(text, part, match):
    out, at = "", 0
    while at < len(text):
        char = text[at]
        at += 1
        if char != "\\" or at == len(text):
            out += char
            continue
        char = text[at]
        at += 1
        if char == "g" and text[at:at + 1] == "<":
            end = text.index(">", at)
            name = text[at + 1:end]
            at = end + 1
            if not name.isdigit() and name not in match.re.groupindex:
                raise IndexError(f"unknown group name {name!r}")
        elif char.isdigit() and char != "0":
            name = char
            if text[at:at + 1].isdigit():
                name += text[at]
                at += 1
        elif char in _CONTROLS:
            out += _CONTROLS[char]
            continue
        elif char == "\\":
            out += char
            continue
        elif char.isascii() and char.isalpha():
            raise error(f"bad escape \\{char}", text, at - 2)
        else:
            out += "\\" + char
            continue
        if name.isdigit() and int(name) > match.re.groups:
            raise error(f"invalid group reference {name}", text, at - len(name))
        out += part(int(name) if name.isdigit() else name)
    return out


class Pattern:
    def __init__(self, pattern, flags):
        self.pattern = pattern
        text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
        parser = _Parser(text, int(flags), pattern)
        self._matcher = parser.whole()
        self.groups, self.groupindex = parser.groups, parser.names
        self.flags = parser.flags | (0 if isinstance(pattern, bytes) or parser.flags & A else U)

    def __reduce__(self):
        return _compile, (self.pattern, int(self.flags))

    def __repr__(self):
        names = [f"re.{name}" for bit, name in _NAMES.items() if self.flags & bit]
        return f"re.compile({', '.join([repr(self.pattern)[:200]] + ['|'.join(names)] * bool(names))})"

    def __eq__(self, other):
        return isinstance(other, Pattern) and (self.pattern, self.flags) == (other.pattern, other.flags)

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def _text(self, string):
        if isinstance(string, str):
            if isinstance(self.pattern, bytes):
                raise TypeError("cannot use a bytes pattern on a string-like object")
            return string
        if not isinstance(string, (bytes, bytearray, memoryview)):
            raise TypeError(f"expected string or bytes-like object, got '{type(string).__name__}'")
        if isinstance(self.pattern, str):
            raise TypeError("cannot use a string pattern on a bytes-like object")
        return bytes(string).decode("latin-1")

    def _try(self, string, text, at, endpos, go_on=None):
        run = _Run(text, endpos, self.groups)
        end = self._matcher(run, at, go_on or (lambda end: end))
        if end is not None:
            run.spans[0] = at, end
            return Match(self, string, run.spans, at, endpos)

    def _bounds(self, string, pos, endpos):
        text = self._text(string)
        endpos = len(text) if endpos is None else min(max(endpos, 0), len(text))
        return text, min(max(pos, 0), len(text)), endpos

    def match(self, string, pos=0, endpos=None):
        text, pos, endpos = self._bounds(string, pos, endpos)
        return self._try(string, text, pos, endpos)

    def fullmatch(self, string, pos=0, endpos=None):
        text, pos, endpos = self._bounds(string, pos, endpos)
        return self._try(string, text, pos, endpos, lambda end: end if end == endpos else None)

    def search(self, string, pos=0, endpos=None):
        text, pos, endpos = self._bounds(string, pos, endpos)
        for at in range(pos, endpos + 1):
            found = self._try(string, text, at, endpos)
            if found:
                return found

    def finditer(self, string, pos=0, endpos=None):
        text, at, endpos = self._bounds(string, pos, endpos)
        barred = -1
        while at <= endpos:
            found = self._try(string, text, at, endpos, lambda end: None if end == at == barred else end)
            if found:
                yield found
                start, at = found.span()
                barred = at if start == at else -1
            else:
                at += 1

    def findall(self, string, pos=0, endpos=None):
        empty = string[:0]
        found = []
        for match in self.finditer(string, pos, endpos):
            groups = match.groups(empty)
            found.append(match.group() if not groups else groups[0] if len(groups) == 1 else groups)
        return found

    def subn(self, repl, string, count=0):
        parts, at, done = [], 0, 0
        for match in self.finditer(string):
            if count and done == count:
                break
            parts += [string[at:match.start()], repl(match) if callable(repl) else _expand(repl, match)]
            at = match.end()
            done += 1
        parts.append(string[at:])
        return string[:0].join(parts), done

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def split(self, string, maxsplit=0):
        parts, at = [], 0
        for match in self.finditer(string):
            if maxsplit and len(parts) >= maxsplit * (self.groups + 1):
                break
            parts += [string[at:match.start()], *match.groups()]
            at = match.end()
        return parts + [string[at:]]


Match.__module__ = Pattern.__module__ = "re"
_known = {}


def compile(pattern, flags=0):
    if isinstance(pattern, Pattern):
        return pattern
    if not isinstance(pattern, (str, bytes)):
        raise TypeError("first argument must be string or compiled pattern")
    key = pattern, int(flags)
    if key not in _known:
        _known[key] = Pattern(pattern, flags)
    return _known[key]


def _compile(pattern, flags):
    return compile(pattern, flags)


def purge():
    _known.clear()


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def escape(pattern):
    if isinstance(pattern, bytes):
        return escape(pattern.decode("latin-1")).encode("latin-1")
    return "".join(["\\" + char if char in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f" else char for char in pattern])
