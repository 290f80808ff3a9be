def f(x):
    try:
        if x == 0: return "ret"
        if x == 1: raise ValueError("v")
        if x == 2: raise KeyError("k")
        if x == 3: 1 / 0
        print("no error")
    except ValueError as e:
        print("ValueError", e); return "handled"
    except (KeyError, IndexError) as e:
        print("Key", e, repr(e))
    else:
        print("else")
    finally:
        print("finally", x)
    return "end"
for i in range(5):
    try:
        print(f(i))
    except ZeroDivisionError as e:
        print("outer", e)
try:
    try:
        raise ValueError("inner")
    except ValueError as e:
        raise RuntimeError("outer") from e
except RuntimeError as e:
    print(e.__cause__, repr(e.__context__), e.__suppress_context__)
try:
    try:
        {}["x"]
    except KeyError:
        raise TypeError("during")
except TypeError as e:
    print(repr(e.__context__), e.__cause__)
try:
    raise ValueError("x") from None
except ValueError as e:
    print(e.__cause__, e.__suppress_context__)
def g():
    for i in range(3):
        try:
            continue
        finally:
            print("f", i)
    while True:
        try:
            break
        finally:
            print("broke")
    try:
        return "a"
    finally:
        print("last")
print(g())
print(repr(ValueError()), str(ValueError(1, 2)), ValueError("a").args, repr(KeyError("k")), str(KeyError("k")), OSError(2, "No such"), repr(OSError(2, "x")), OSError("only"), StopIteration(5).value, AssertionError("m"))
try:
    assert 1 == 2, "nope"
except AssertionError as e:
    print("assert", e)
try:
    raise Exception
except Exception as e:
    print(repr(e), str(e) == "")
try:
    raise 5
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError(1)
    except:
        raise
except ValueError as e:
    print("reraised", e)
e = ValueError("n"); e.add_note("note"); print(e.__notes__)
try:
    print(undefined_name)
except NameError as e:
    print(e, e.name)
def u():
    print(loc)
    loc = 1
try:
    u()
except UnboundLocalError as e:
    print(e)
print(issubclass(ConnectionRefusedError, ConnectionError), issubclass(TimeoutError, OSError), issubclass(KeyError, LookupError), IOError is OSError, issubclass(BlockingIOError, OSError), BaseException.__subclasses__ is not None)
