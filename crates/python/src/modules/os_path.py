sep = "/"
pardir, curdir, extsep, pathsep = "..", ".", ".", ":"


def join(a, *p):
    path = a
    for b in p:
        if b.startswith("/"):
            path = b
        elif not path or path.endswith("/"):
            path += b
        else:
            path += "/" + b
    return path


def split(p):
    at = p.rfind("/") + 1
    head, tail = p[:at], p[at:]
    if head and head != "/" * len(head):
        head = head.rstrip("/")
    return head, tail


def basename(p):
    return p[p.rfind("/") + 1:]


def dirname(p):
    return split(p)[0]


def splitext(p):
    at = p.rfind(".")
    start = p.rfind("/") + 1
    if at <= start or not p[start:at].strip("."):
        return p, ""
    return p[:at], p[at:]


def isabs(s):
    return s.startswith("/")


def normpath(path):
    if not path:
        return "."
    lead = "/" if path.startswith("/") else ""
    parts = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part != ".." or not lead:
            parts.append(part)
    return lead + "/".join(parts) or "."


def abspath(path):
    return normpath(path if isabs(path) else "/home/user/" + path)


realpath = abspath


def expanduser(path):
    return "/home/user" + path[1:] if path.startswith("~") else path


def exists(path):
    return False


isfile = isdir = islink = lexists = exists


def getsize(path):
    raise FileNotFoundError(2, "No such file or directory", path)


def commonprefix(m):
    if not m:
        return ""
    least, most = min(m), max(m)
    for at, character in enumerate(least):
        if character != most[at]:
            return least[:at]
    return least


def relpath(path, start=curdir):
    here, there = ([part for part in abspath(each).split("/") if part] for each in (start, path))
    same = len(commonprefix([here, there]))
    return join(*[pardir] * (len(here) - same) + there[same:]) if here != there else curdir
