def f():
    try:
        raise KeyError("first")
    finally:
        print("cleanup")
        undefined
f()
