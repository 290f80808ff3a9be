BOM_UTF8 = b"\xef\xbb\xbf"
BOM_UTF16_LE = BOM_LE = BOM = BOM_UTF16 = b"\xff\xfe"
BOM_UTF16_BE = BOM_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM_UTF32 = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"


class IncrementalDecoder:
    _encoding = "utf-8"

    def __init__(self, errors="strict"):
        self.errors = errors
        self.reset()

    def decode(self, input, final=False):
        return _feed(self._state, input, self.errors, final)

    def reset(self):
        self._state = _decoder(self._encoding)


class IncrementalEncoder:
    _encoding = "utf-8"

    def __init__(self, errors="strict"):
        self.errors = errors

    def encode(self, input, final=False):
        return input.encode(self._encoding, self.errors)

    def reset(self):
        pass


def getincrementaldecoder(encoding):
    _check(encoding)
    return type("IncrementalDecoder", (IncrementalDecoder,), {"_encoding": encoding})


def getincrementalencoder(encoding):
    _check(encoding)
    return type("IncrementalEncoder", (IncrementalEncoder,), {"_encoding": encoding})


def encode(obj, encoding="utf-8", errors="strict"):
    if encoding in ("hex", "hex_codec"):
        return obj.hex().encode()
    if encoding in ("base64", "base64_codec"):
        import base64
        return base64.encodebytes(obj)
    if encoding in ("rot13", "rot_13"):
        return _rot13(obj)
    return obj.encode(encoding, errors)


def decode(obj, encoding="utf-8", errors="strict"):
    if encoding in ("hex", "hex_codec"):
        import binascii
        return binascii.unhexlify(obj)
    if encoding in ("base64", "base64_codec"):
        import base64
        return base64.decodebytes(obj)
    if encoding in ("rot13", "rot_13"):
        return _rot13(obj)
    return obj.decode(encoding, errors)


encode.__module__ = decode.__module__ = "_codecs"


def _rot13(text):
    lower, upper = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return text.translate(str.maketrans(lower + upper, lower[13:] + lower[:13] + upper[13:] + upper[:13]))


class CodecInfo:
    def __init__(self, name):
        self.name = name
        self.incrementaldecoder = getincrementaldecoder(name)
        self.incrementalencoder = getincrementalencoder(name)

    def encode(self, text, errors="strict"):
        return text.encode(self.name, errors), len(text)

    def decode(self, data, errors="strict"):
        return bytes(data).decode(self.name, errors), len(data)


def lookup(encoding):
    _check(encoding)
    return CodecInfo(encoding.lower().replace("_", "-"))
