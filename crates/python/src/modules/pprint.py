import sys as _sys


class _Key:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (str(type(other.value)), id(other.value))


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
        self._indent, self._width, self._depth, self._stream = indent, width, depth, stream
        self._compact, self._sort = compact, sort_dicts

    def pprint(self, object):
        print(self.pformat(object), file=self._stream or _sys.stdout)

    def pformat(self, object):
        return self._lines(object, 0, 0, 0)

    def _short(self, object, level=0):
        cls = type(object)
        if self._depth is not None and level >= self._depth and isinstance(object, (dict, list, tuple)) and object:
            return "{...}" if isinstance(object, dict) else "[...]" if isinstance(object, list) else "(...)"
        if cls is dict:
            items = [f"{self._short(key, level + 1)}: {self._short(value, level + 1)}" for key, value in self._items(object)]
            return "{" + ", ".join(items) + "}"
        if cls is list:
            return "[" + ", ".join([self._short(item, level + 1) for item in object]) + "]"
        if cls is tuple:
            return "(" + ", ".join([self._short(item, level + 1) for item in object]) + (",)" if len(object) == 1 else ")")
        return repr(object)

    def _items(self, mapping):
        items = list(mapping.items())
        return sorted(items, key=lambda item: _Key(item[0])) if self._sort else items

    def _lines(self, object, indent, allowance, level):
        text = self._short(object, level)
        cls = type(object)
        if len(text) <= self._width - indent - allowance or self._depth is not None and level >= self._depth:
            return text
        extra = " " * (self._indent - 1)
        inner = indent + self._indent
        if cls is dict and object:
            parts = []
            items = self._items(object)
            for at, (key, value) in enumerate(items):
                name = self._short(key, level + 1)
                room = allowance + 1 if at == len(items) - 1 else 1
                parts.append(f"{name}: {self._lines(value, inner + len(name) + 2, room, level + 1)}")
            return "{" + extra + (",\n" + " " * inner).join(parts) + "}"
        ends = {list: "[]", tuple: "()", set: "{}"}.get(cls)
        if ends and object:
            items = sorted(object, key=_Key) if ends == "{}" else list(object)
            end = ",)" if ends == "()" and len(items) == 1 else ends[1]
            if self._compact:
                return ends[0] + extra + self._packed(items, inner, allowance + len(end), level) + end
            parts = []
            for at, item in enumerate(items):
                room = allowance + len(end) if at == len(items) - 1 else 1
                parts.append(self._lines(item, inner, room, level + 1))
            return ends[0] + extra + (",\n" + " " * inner).join(parts) + end
        if cls is str:
            return self._text(object, indent, allowance, level)
        return text

    def _packed(self, items, indent, allowance, level):
        out, room = "", 0
        for at, item in enumerate(items):
            text = self._lines(item, indent, 1, level + 1)
            last = at == len(items) - 1
            if out and len(text) + (allowance if last else 1) <= room - 2 and "\n" not in text:
                out += ", " + text
                room -= len(text) + 2
            else:
                out += (",\n" + " " * indent if out else "") + text
                room = self._width - indent - len(text)
        return out

    def _text(self, text, indent, allowance, level):
        pieces = []
        lines = text.splitlines(True)
        if level == 0:
            indent, allowance = indent + 1, allowance + 1
        most = self._width - indent
        for at, line in enumerate(lines):
            if len(repr(line)) <= most - (allowance if at == len(lines) - 1 else 0):
                pieces.append(repr(line))
                continue
            words, current = [], ""
            for char in line:
                if current and current[-1].isspace() and not char.isspace():
                    words.append(current)
                    current = ""
                current += char
            words.append(current)
            current = ""
            for place, word in enumerate(words):
                room = most - (allowance if at == len(lines) - 1 and place == len(words) - 1 else 0)
                if current and len(repr(current + word)) > room:
                    pieces.append(repr(current))
                    current = word
                else:
                    current += word
            if current:
                pieces.append(repr(current))
        if len(pieces) == 1:
            return pieces[0]
        joined = ("\n" + " " * indent).join(pieces)
        return f"({joined})" if level == 0 else joined


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts).pprint(object)


def pp(object, *args, sort_dicts=False, **options):
    pprint(object, *args, sort_dicts=sort_dicts, **options)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts).pformat(object)
