class HASH:
    def __init__(self, name, data=b""):
        self.digest_size, self.block_size = _sizes(name)
        self.name = name
        self._data = bytearray()
        self.update(data)

    def __repr__(self):
        return f"<{self.name} _hashlib.HASH object @ {hex(id(self))}>"

    def update(self, data):
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError("object supporting the buffer API required")
        self._data += data

    def digest(self):
        return _digest(self.name, self._data)

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        return HASH(self.name, self._data)


HASH.__module__ = "_hashlib"


def new(name, data=b"", *, usedforsecurity=True):
    return HASH(name.lower().replace("-", ""), data)


def md5(string=b"", *, usedforsecurity=True):
    return HASH("md5", string)


def sha1(string=b"", *, usedforsecurity=True):
    return HASH("sha1", string)


def sha224(string=b"", *, usedforsecurity=True):
    return HASH("sha224", string)


def sha256(string=b"", *, usedforsecurity=True):
    return HASH("sha256", string)


def sha384(string=b"", *, usedforsecurity=True):
    return HASH("sha384", string)


def sha512(string=b"", *, usedforsecurity=True):
    return HASH("sha512", string)


def blake2b(*args, **kw):
    return HASH("blake2b")


def blake2s(*args, **kw):
    return HASH("blake2s")


def sha3_256(*args, **kw):
    return HASH("sha3_256")


def sha3_512(*args, **kw):
    return HASH("sha3_512")


algorithms_guaranteed = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}
algorithms_available = set(algorithms_guaranteed)
