whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdefABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _fill(self, values, safe):
        text, out, at = self.template, [], 0
        while at < len(text):
            if text[at] != "$":
                out.append(text[at])
                at += 1
                continue
            if text[at + 1:at + 2] == "$":
                out.append("$")
                at += 2
                continue
            braced = text[at + 1:at + 2] == "{"
            start = end = at + (2 if braced else 1)
            while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] == "_"):
                end += 1
            name = text[start:end]
            if not name or name[0].isdigit() or braced and text[end:end + 1] != "}":
                if not safe:
                    line = text.count("\n", 0, at) + 1
                    raise ValueError(f"Invalid placeholder in string: line {line}, col {at - text.rfind(chr(10), 0, at)}")
                out.append("$")
                at += 1
                continue
            end += braced
            if safe and name not in values:
                out.append(text[at:end])
            else:
                out.append(str(values[name]))
            at = end
        return "".join(out)

    def substitute(self, mapping={}, /, **kws):
        return self._fill({**mapping, **kws}, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._fill({**mapping, **kws}, True)


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used, counter = set(), [0]
        result = self._filled(format_string, args, kwargs, used, counter)
        self.check_unused_args(used, args, kwargs)
        return result

    def _filled(self, template, args, kwargs, used, counter):
        out = []
        for text, name, spec, conversion in self.parse(template):
            out.append(text)
            if name is None:
                continue
            if name == "" or name[0] in ".[":
                name = f"{counter[0]}{name}"
                counter[0] += 1
            value, first = self.get_field(name, args, kwargs)
            used.add(first)
            value = self.convert_field(value, conversion)
            out.append(self.format_field(value, self._filled(spec, args, kwargs, used, counter)))
        return "".join(out)

    def parse(self, format_string):
        text, at = "", 0
        while at < len(format_string):
            mark = format_string[at]
            at += 1
            if mark not in "{}":
                text += mark
            elif format_string[at:at + 1] == mark:
                text += mark
                at += 1
            elif mark == "}":
                raise ValueError("Single '}' encountered in format string")
            else:
                start, depth = at, 1
                while depth and at < len(format_string):
                    depth += {"{": 1, "}": -1}.get(format_string[at], 0)
                    at += 1
                if depth:
                    raise ValueError("expected '}' before end of string" if start < len(format_string) else "Single '{' encountered in format string")
                name, _, spec = format_string[start:at - 1].partition(":")
                name, mark, conversion = name.partition("!")
                yield text, name, spec, conversion if mark else None
                text = ""
        if text:
            yield text, None, None, None

    def get_field(self, field_name, args, kwargs):
        import re
        first, rest = re.match(r"([^.\[]*)(.*)", field_name).groups()
        first = int(first) if first.isdigit() else first
        value = self.get_value(first, args, kwargs)
        for attribute, index in re.findall(r"\.([^.\[]+)|\[([^\]]+)\]", rest):
            value = getattr(value, attribute) if attribute else value[int(index) if index.isdigit() else index]
        return value, first

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion not in ("s", "r", "a"):
            raise ValueError(f"Unknown conversion specifier {conversion}")
        return {"s": str, "r": repr, "a": ascii}[conversion](value)
