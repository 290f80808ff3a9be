def split(s, comments=False, posix=True):
    parts, part, quote, at = [], None, "", 0
    while at < len(s):
        character = s[at]
        at += 1
        if quote:
            if character == quote:
                quote = ""
                if not posix:
                    part += character
            elif character == "\\" and quote == '"' and posix:
                if at == len(s):
                    raise ValueError("No escaped character")
                part += s[at] if s[at] in '"\\' else "\\" + s[at]
                at += 1
            else:
                part += character
        elif character in " \t\r\n":
            if part is not None:
                parts.append(part)
            part = None
        elif character in "'\"":
            quote, part = character, (part or "") + ("" if posix else character)
        elif character == "#" and comments:
            end = s.find("\n", at)
            at = len(s) if end < 0 else end
        elif character == "\\" and posix:
            if at == len(s):
                raise ValueError("No escaped character")
            part = (part or "") + s[at]
            at += 1
        else:
            part = (part or "") + character
    if quote:
        raise ValueError("No closing quotation")
    return parts if part is None else parts + [part]


def quote(s):
    if not s:
        return "''"
    if all([character.isascii() and (character.isalnum() or character in "_@%+=:,./-") for character in s]):
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    return " ".join([quote(part) for part in split_command])
