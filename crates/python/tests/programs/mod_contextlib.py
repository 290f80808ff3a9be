from contextlib import contextmanager, closing, suppress, ExitStack, redirect_stdout, nullcontext
import io
@contextmanager
def tag(name):
    print("<" + name + ">")
    try:
        yield name.upper()
    except ValueError as e:
        print("caught", e)
    finally:
        print("</" + name + ">")
with tag("a") as t, tag("b"):
    print("inside", t)
with tag("c"):
    raise ValueError("boom")
try:
    with tag("d"):
        raise KeyError("k")
except KeyError as e:
    print("through", e)
with suppress(ZeroDivisionError, KeyError):
    1 / 0
class R:
    def close(self): print("closed")
with closing(R()) as r: print("using")
with ExitStack() as stack:
    stack.enter_context(tag("x")); stack.callback(print, "callback", 1); stack.enter_context(tag("y"))
    print("body")
out = io.StringIO()
with redirect_stdout(out):
    print("hidden")
print("got", repr(out.getvalue()))
with nullcontext(5) as n: print(n)
@tag("deco")
def f(): print("in f")
f()
@contextmanager
def bad():
    return
    yield
try:
    with bad(): pass
except RuntimeError as e:
    print(e)
