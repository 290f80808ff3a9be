class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


JSONDecodeError.__module__ = "json.decoder"


def _text(s):
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
        return s
    if not isinstance(s, (bytes, bytearray)):
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}")
    if s.startswith(b"\xef\xbb\xbf"):
        return s.decode("utf-8-sig")
    if s[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return s.decode("utf-16")
    if len(s) >= 2 and not s[0]:
        return s.decode("utf-16-be")
    if len(s) >= 2 and not s[1]:
        return s.decode("utf-16-le")
    return s.decode("utf-8")


def _build(events, object_hook, object_pairs_hook, parse_float, parse_int):
    stack, pairs, keys = [], None, []
    result = None
    for kind, value in events:
        if kind == "key":
            keys.append(value)
            continue
        if kind in ("[", "{"):
            stack.append((kind, []))
            continue
        if kind == "int" and parse_int:
            value = parse_int(str(value))
        elif kind == "float" and parse_float:
            value = parse_float(repr(value))
        elif kind == "]":
            value = stack.pop()[1]
        elif kind == "}":
            pairs = stack.pop()[1]
            if object_pairs_hook is not None:
                value = object_pairs_hook(pairs)
            else:
                value = dict(pairs)
                if object_hook is not None:
                    value = object_hook(value)
        if not stack:
            result = value
        elif stack[-1][0] == "{":
            stack[-1][1].append((keys.pop(), value))
        else:
            stack[-1][1].append(value)
    return result


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.object_pairs_hook = object_pairs_hook
        self.parse_float = parse_float
        self.parse_int = parse_int

    def _read(self, s, start, raw):
        if self.object_hook or self.object_pairs_hook or self.parse_float or self.parse_int:
            events, end = _events(s, start, raw)
            hooks = (self.object_hook, self.object_pairs_hook, self.parse_float, self.parse_int)
            return _build(events, *hooks), end
        return _read(s, start, raw)

    def decode(self, s):
        return self._read(s, 0, False)[0]

    def raw_decode(self, s, idx=0):
        return self._read(s, idx, True)


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    s = _text(s)
    if cls is None and not (object_hook or parse_float or parse_int or object_pairs_hook):
        return _read(s, 0, False)[0]
    kw.update(object_hook=object_hook, parse_float=parse_float, parse_int=parse_int, object_pairs_hook=object_pairs_hook)
    return (cls or JSONDecoder)(**{k: v for k, v in kw.items() if v is not None}).decode(s)


def load(fp, **kw):
    return loads(fp.read(), **kw)


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = bool(ensure_ascii)
        self.check_circular = check_circular
        self.allow_nan = bool(allow_nan)
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        out = []
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        self._write(o, out, indent, "\n", set())
        return "".join(out)

    def iterencode(self, o, _one_shot=False):
        yield self.encode(o)

    def _key(self, key):
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return _float(key, self.allow_nan)
        if key is True:
            return "true"
        if key is False:
            return "false"
        if key is None:
            return "null"
        if isinstance(key, int):
            return int.__repr__(key)
        if self.skipkeys:
            return None
        raise TypeError(f"keys must be str, int, float, bool or None, not {key.__class__.__name__}")

    def _write(self, o, out, indent, newline, markers):
        if isinstance(o, str):
            out.append(_string(o, self.ensure_ascii))
        elif o is None:
            out.append("null")
        elif o is True:
            out.append("true")
        elif o is False:
            out.append("false")
        elif isinstance(o, int):
            out.append(int.__repr__(o))
        elif isinstance(o, float):
            out.append(_float(o, self.allow_nan))
        else:
            if self.check_circular:
                if id(o) in markers:
                    raise ValueError("Circular reference detected")
                markers.add(id(o))
            if isinstance(o, (list, tuple)):
                self._write_list(o, out, indent, newline, markers)
            elif isinstance(o, dict):
                self._write_dict(o, out, indent, newline, markers)
            else:
                self._write(self.default(o), out, indent, newline, markers)
            markers.discard(id(o))

    def _write_list(self, o, out, indent, newline, markers):
        if not o:
            out.append("[]")
            return
        inner = newline if indent is None else newline + indent
        separator = self.item_separator if indent is None else self.item_separator + inner
        out.append("[" if indent is None else "[" + inner)
        first = True
        for item in o:
            if not first:
                out.append(separator)
            first = False
            self._write(item, out, indent, inner, markers)
        out.append("]" if indent is None else newline + "]")

    def _write_dict(self, o, out, indent, newline, markers):
        if not o:
            out.append("{}")
            return
        inner = newline if indent is None else newline + indent
        separator = self.item_separator if indent is None else self.item_separator + inner
        out.append("{" if indent is None else "{" + inner)
        first = True
        for key, value in sorted(o.items()) if self.sort_keys else o.items():
            key = self._key(key)
            if key is None:
                continue
            if not first:
                out.append(separator)
            first = False
            out.append(_string(key, self.ensure_ascii))
            out.append(self.key_separator)
            self._write(value, out, indent, inner, markers)
        out.append("}" if indent is None else newline + "}")


def dumps(obj, *, cls=None, **kw):
    return (cls or JSONEncoder)(**kw).encode(obj)


def dump(obj, fp, **kw):
    fp.write(dumps(obj, **kw))


class decoder:
    JSONDecodeError = JSONDecodeError
    JSONDecoder = JSONDecoder


class encoder:
    JSONEncoder = JSONEncoder
