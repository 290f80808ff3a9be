try:
    raise SystemExit
except SystemExit as e:
    print("code", e.code)
class Custom(Exception):
    pass
def deep(n):
    if n == 0:
        raise Custom("deep down", 42)
    deep(n - 1)
deep(6)
