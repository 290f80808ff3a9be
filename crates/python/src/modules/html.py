_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\xa0", "copy": "©", "reg": "®", "euro": "€", "hellip": "…",
          "ndash": "–", "mdash": "—", "laquo": "«", "raquo": "»", "times": "×", "eacute": "é", "uuml": "ü", "ouml": "ö", "auml": "ä"}


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s


def unescape(s):
    import re

    def character(match):
        name = match[1]
        if name[0] != "#":
            return _NAMED.get(name, match[0])
        number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return chr(number) if 0 < number < 0x110000 else "\ufffd"

    return re.sub(r"&(#[xX][0-9a-fA-F]+|#[0-9]+|[A-Za-z]+);", character, s)
