import hashlib as _hashlib

digest_size = None


class HMAC:
    def __init__(self, key, msg=None, digestmod=""):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError(f"key: expected bytes or bytearray, but got {type(key).__name__!r}")
        if not digestmod:
            raise TypeError("Missing required parameter 'digestmod'.")
        if isinstance(digestmod, str):
            self._name = digestmod.lower().replace("-", "")
        elif callable(digestmod):
            self._name = digestmod().name
        else:
            self._name = digestmod.name
        empty = _hashlib.new(self._name)
        self.digest_size = empty.digest_size
        self.block_size = empty.block_size
        self.name = "hmac-" + self._name
        if len(key) > self.block_size:
            key = _hashlib.new(self._name, key).digest()
        self._key = bytes(key).ljust(self.block_size, b"\0")
        self._data = bytearray()
        if msg is not None:
            self.update(msg)

    def update(self, msg):
        if isinstance(msg, str):
            raise TypeError("Strings must be encoded before hashing")
        self._data += msg

    def digest(self):
        inner = bytes(byte ^ 0x36 for byte in self._key)
        outer = bytes(byte ^ 0x5C for byte in self._key)
        return _hashlib.new(self._name, outer + _hashlib.new(self._name, inner + self._data).digest()).digest()

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        other = HMAC(self._key, bytes(self._data), self._name)
        return other


def new(key, msg=None, digestmod=""):
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    return HMAC(key, msg, digest).digest()


def compare_digest(a, b):
    if isinstance(a, str) and isinstance(b, str):
        if not (a.isascii() and b.isascii()):
            raise TypeError("comparing strings with non-ASCII characters is not supported")
    elif isinstance(a, str) or isinstance(b, str):
        wrong = b if isinstance(a, str) else a
        raise TypeError(f"unsupported operand types(s) or combination of types: "
                        f"'{type(a).__name__}' and '{type(b).__name__}'")
    return a == b
