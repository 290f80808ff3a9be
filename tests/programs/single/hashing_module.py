# Checksums and signatures.
import hashlib
import hmac

print(hashlib.sha256(b"hello").hexdigest())
print(hashlib.md5(b"").hexdigest(), hashlib.sha1(b"abc").hexdigest())
h = hashlib.sha256()
for piece in [b"he", b"ll", b"o"]:
    h.update(piece)
print(h.hexdigest() == hashlib.sha256(b"hello").hexdigest(), h.digest()[:4], h.digest_size, h.name, h.block_size)
secret = b"key"
signature = hmac.new(secret, b"message", hashlib.sha256).hexdigest()
print(signature, hmac.compare_digest(signature, signature), hmac.compare_digest(b"a", b"b"))
print(hmac.new(secret, b"m", "sha1").digest(), hashlib.sha512(b"x" * 200).hexdigest()[:32], hashlib.new("md5", b"q").hexdigest())
try:
    hashlib.sha256("text")
except TypeError as error:
    print(error)
