def outer():
    def inner(v):
        return v.missing
    return [inner(x) for x in (1, 2)]
outer()
