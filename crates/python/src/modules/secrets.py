import random as _random
from hmac import compare_digest as _compare

compare_digest, SystemRandom = _compare, _random.SystemRandom
DEFAULT_ENTROPY = 32
_chance = SystemRandom()
choice, randbits = _chance.choice, _chance.getrandbits


def randbelow(exclusive_upper_bound):
    if exclusive_upper_bound < 1:
        raise ValueError("Upper bound must be positive.")
    return _chance.randrange(exclusive_upper_bound)


def token_bytes(nbytes=None):
    count = DEFAULT_ENTROPY if nbytes is None else nbytes
    return _chance.randbytes(count)


def token_hex(nbytes=None):
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=None):
    from base64 import urlsafe_b64encode
    return urlsafe_b64encode(token_bytes(nbytes)).decode().rstrip("=")
