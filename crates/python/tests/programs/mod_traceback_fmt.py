import traceback, sys
def f():
    raise ValueError("bad")
try:
    f()
except ValueError as e:
    text = traceback.format_exc()
    print(text.splitlines()[0], "|", text.splitlines()[-1])
    print(sys.exc_info()[0], sys.exc_info()[1] is e)
    print(traceback.format_exception_only(type(e), e))
print(sys.exc_info())
try:
    f()
except ValueError:
    traceback.print_exc(file=sys.stdout)
