from collections import namedtuple as _namedtuple

_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"
_HEX = "0123456789abcdefABCDEF"


def quote(string, safe="/", encoding=None, errors=None):
    if isinstance(string, str):
        string = string.encode(encoding or "utf-8", errors or "strict")
    elif encoding is not None or errors is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes" if encoding is not None else "quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_from_bytes(bs, safe="/"):
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    kept = _SAFE + (safe if isinstance(safe, str) else safe.decode("ascii", "ignore"))
    return "".join([chr(byte) if chr(byte) in kept else f"%{byte:02X}" for byte in bs])


def quote_plus(string, safe="", encoding=None, errors=None):
    space = " " if isinstance(string, str) else b" "
    if space not in string:
        return quote(string, safe, encoding, errors)
    return quote(string, safe + " " if isinstance(safe, str) else safe + b" ", encoding, errors).replace(" ", "+")


def unquote_to_bytes(string):
    if isinstance(string, str):
        string = string.encode("utf-8")
    first, *rest = bytes(string).split(b"%")
    out = [first]
    for piece in rest:
        digits = piece[:2].decode("latin-1")
        if len(digits) == 2 and digits[0] in _HEX and digits[1] in _HEX:
            out += [bytes([int(digits, 16)]), piece[2:]]
        else:
            out += [b"%", piece]
    return b"".join(out)


def unquote(string, encoding="utf-8", errors="replace"):
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding, errors)
    if "%" not in string:
        return string
    # Only runs of ASCII are decoded; other characters stay as they are.
    out, run = [], ""
    for character in string:
        if character.isascii():
            run += character
        else:
            out += [unquote_to_bytes(run).decode(encoding, errors), character]
            run = ""
    return "".join(out) + unquote_to_bytes(run).decode(encoding, errors)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


class _Url:
    @property
    def _place(self):
        user, at, host = self.netloc.rpartition("@")
        name, bracket, port = host.partition("]") if host.startswith("[") else host.partition(":")
        return user if at else None, name.removeprefix("["), port.removeprefix(":") if bracket else ""

    @property
    def username(self):
        user = self._place[0]
        return None if user is None else user.partition(":")[0]

    @property
    def password(self):
        user = self._place[0]
        return None if user is None or ":" not in user else user.partition(":")[2]

    @property
    def hostname(self):
        return self._place[1].lower() or None

    @property
    def port(self):
        port = self._place[2]
        if not port:
            return None
        if not port.isdigit():
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        if int(port) > 65535:
            raise ValueError("Port out of range 0-65535")
        return int(port)


class SplitResult(_namedtuple("SplitResult", "scheme netloc path query fragment"), _Url):
    def geturl(self):
        return urlunsplit(self)


class ParseResult(_namedtuple("ParseResult", "scheme netloc path params query fragment"), _Url):
    def geturl(self):
        return urlunparse(self)


def urlsplit(url, scheme="", allow_fragments=True):
    url = url.lstrip("".join(map(chr, range(33)))).replace("\t", "").replace("\r", "").replace("\n", "")
    netloc = query = fragment = ""
    name, colon, rest = url.partition(":")
    if colon and name[:1].isalpha() and name.isascii() and all([c.isalnum() or c in "+-." for c in name]):
        scheme, url = name.lower(), rest
    if url[:2] == "//":
        end = min([at for at in map(url[2:].find, "/?#") if at >= 0], default=len(url) - 2) + 2
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
    if allow_fragments:
        url, _, fragment = url.partition("#")
    url, _, query = url.partition("?")
    return SplitResult(scheme, netloc, url, query, fragment)


_WITH_PARAMS = ("", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtspu", "sip", "sips", "mms", "sftp", "tel")


def urlparse(url, scheme="", allow_fragments=True):
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in _WITH_PARAMS and ";" in path:
        head, slash, last = path.rpartition("/")
        last, _, params = last.partition(";")
        path = head + slash + last
    return ParseResult(scheme, netloc, path, params, query, fragment)


def urlunsplit(parts):
    scheme, netloc, url, query, fragment = parts
    if netloc or url[:2] == "//":
        url = "//" + netloc + ("/" if url and url[:1] != "/" else "") + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url += "?" + query
    return url + "#" + fragment if fragment else url


def urlunparse(parts):
    scheme, netloc, url, params, query, fragment = parts
    return urlunsplit((scheme, netloc, f"{url};{params}" if params else url, query, fragment))


def urldefrag(url):
    base, _, fragment = url.partition("#")
    return _namedtuple("DefragResult", "url fragment")(base, fragment)


def urljoin(base, url, allow_fragments=True):
    if not base:
        return url
    if not url:
        return base
    old, new = urlparse(base), urlparse(url, urlparse(base).scheme)
    if new.scheme != old.scheme:
        return url
    if new.netloc:
        return urlunparse(new)
    new = new._replace(netloc=old.netloc)
    if not new.path and not new.params:
        return urlunparse(new._replace(path=old.path, params=old.params, query=new.query or old.query))
    steps = old.path.split("/")[:-1] + new.path.split("/") if not new.path.startswith("/") else new.path.split("/")
    if not new.path.startswith("/"):
        steps[1:-1] = filter(None, steps[1:-1])
    out = []
    for step in steps:
        if step == "..":
            if len(out) > 1:
                out.pop()
        elif step != ".":
            out.append(step)
    if steps[-1] in (".", ".."):
        out.append("")
    return urlunparse(new._replace(path="/".join(out) or "/"))


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
    pairs = []
    for piece in qs.split(separator) if qs else []:
        name, equals, value = piece.partition("=")
        if not piece and not strict_parsing:
            continue
        if not equals:
            if strict_parsing:
                raise ValueError(f"bad query field: {piece!r}")
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            pairs.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
    return pairs


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
    found = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        found.setdefault(name, []).append(value)
    return found


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    if hasattr(query, "items"):
        query = query.items()
    out = []
    for name, value in query:
        name, *values = [each if isinstance(each, (str, bytes)) else each if doseq and hasattr(each, "__iter__") else str(each) for each in (name, value)]
        listed = values[0] if doseq and not isinstance(values[0], (str, bytes)) else values
        for each in listed:
            each = each if isinstance(each, (str, bytes)) else str(each)
            out.append(quote_via(name, safe) + "=" + quote_via(each, safe))
    return "&".join(out)
