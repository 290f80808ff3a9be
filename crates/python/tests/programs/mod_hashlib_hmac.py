import hashlib, hmac, base64, binascii, zlib
for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    h = hashlib.new(name, b"hello"); print(name, h.hexdigest(), h.digest_size, h.block_size, h.name)
h = hashlib.sha256(); h.update(b"a"); h.update(b"b"); c = h.copy(); h.update(b"c"); print(h.hexdigest() == hashlib.sha256(b"abc").hexdigest(), c.hexdigest()[:16], h.digest()[:4])
print(hmac.new(b"key", b"msg", hashlib.sha256).hexdigest(), hmac.new(b"k" * 100, b"msg", "md5").hexdigest(), hmac.compare_digest(b"a", b"a"), hmac.compare_digest("a", "b"), hmac.digest(b"k", b"m", "sha1").hex())
print(hashlib.pbkdf2_hmac("sha256", b"pw", b"salt", 10).hex(), hashlib.pbkdf2_hmac("sha1", b"pw", b"salt", 2, 8))
print(base64.b64encode(b"hello\xff\xfe"), base64.b64decode("aGVsbG8="), base64.urlsafe_b64encode(b"\xfb\xff"), base64.b64decode(b"aGVs\nbG8="), base64.b32encode(b"hi"), base64.b32decode("NBUQ===="), base64.b16encode(b"\xab"), base64.urlsafe_b64decode("-_8="))
print(binascii.hexlify(b"\x01\xff"), binascii.unhexlify("01ff"), binascii.b2a_base64(b"x"), zlib.crc32(b"hello"), zlib.adler32(b"hello"), binascii.crc32(b"hello", 5), binascii.hexlify(b"abc", "-"))
for f in (lambda: hashlib.sha256("text"), lambda: hashlib.new("nope"), lambda: base64.b64decode("abc"), lambda: base64.b64decode("a"), lambda: binascii.unhexlify("abc"), lambda: binascii.unhexlify("zz"), lambda: hmac.new(b"k", b"m"), lambda: base64.b64encode("x"), lambda: base64.b64decode("ab$=", validate=True), lambda: hmac.new("k", b"m", "md5")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
