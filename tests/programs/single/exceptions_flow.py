# try/except/else/finally in all orders.
def test(action):
    print("-- ", end="")
    try:
        result = action()
    except (ZeroDivisionError, KeyError) as error:
        print("arithmetic or key:", error)
    except ValueError:
        print("value")
    except Exception as error:
        print("something else:", type(error).__name__)
    else:
        print("fine:", result)
    finally:
        print("   finally")


test(lambda: 1 / 0)
test(lambda: {}["k"])
test(lambda: int("x"))
test(lambda: [][0])
test(lambda: 42)


def returns():
    try:
        return "try"
    finally:
        print("before returning")


def overrides():
    try:
        raise ValueError("lost")
    finally:
        return "finally wins"


def loop():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("end of", i)
    return i


print(returns(), overrides(), loop())


def nested():
    try:
        try:
            raise KeyError("inner")
        except ValueError:
            print("not here")
        finally:
            print("inner finally")
    except KeyError as error:
        print("outer caught", error)
        try:
            raise IndexError("while handling")
        except IndexError as second:
            print(second, "context:", repr(second.__context__))
    return "done"


print(nested())
try:
    int("a")
except ValueError as e:
    saved = e
print(saved.args, saved)
print(issubclass(KeyError, LookupError), issubclass(ConnectionResetError, OSError), issubclass(TimeoutError, OSError), IOError is OSError, issubclass(UnicodeDecodeError, ValueError), issubclass(KeyboardInterrupt, Exception), BrokenPipeError.__mro__[1].__name__)
error = OSError(2, "No such file or directory")
print(error, error.errno, error.strerror, repr(error), type(error).__name__)
print(repr(OSError(111, "Connection refused")), OSError("only text"), OSError().args, OSError(5, "x", "file.txt"))
print(type(OSError(104, "x")).__name__, type(OSError(32, "x")).__name__, type(OSError(11, "x")).__name__, type(OSError(98, "x")).__name__)
try:
    raise Exception("one", 2)
except Exception as e:
    first, second = e.args
    print(first, second, e)
e = KeyError("k")
print(str(e), KeyError(), repr(KeyError("a", "b")))


def cleanup():
    log = []
    for kind in (ValueError, TypeError, None):
        try:
            try:
                if kind:
                    raise kind("x")
                log.append("no error")
            except ValueError:
                log.append("handled")
            else:
                log.append("else")
            finally:
                log.append("finally")
        except TypeError:
            log.append("outer")
    return log


print(cleanup())
import traceback

try:
    [1, 2].index(3)
except ValueError:
    print(traceback.format_exc().splitlines()[-1])
