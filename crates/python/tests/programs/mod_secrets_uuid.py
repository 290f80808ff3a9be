import secrets, uuid, platform
print(len(secrets.token_hex(8)), len(secrets.token_bytes(5)), secrets.compare_digest("a", "a"), 0 <= secrets.randbelow(10) < 10, secrets.choice([7]), len(secrets.token_urlsafe(16)) > 16)
u = uuid.UUID("12345678-1234-5678-1234-567812345678"); print(u, repr(u), u.hex, u.int, u.bytes, u == uuid.UUID(u.hex), len(str(uuid.uuid4())), uuid.uuid4().version, uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"))
print(platform.system(), platform.python_version().startswith("3."))
try:
    uuid.UUID("xyz")
except ValueError as e:
    print(e)
