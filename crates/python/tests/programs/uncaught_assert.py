def check(n):
    assert n > 0, f"n is {n}"
    return n
check(1)
check(-1)
