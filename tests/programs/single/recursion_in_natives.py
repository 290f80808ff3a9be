# Chains that only natives follow end in an error or in an answer, never in a crash. (How long they may be is not CPython's business here.)
import types


def ends(action):
    try:
        action()
    except RecursionError:
        return "RecursionError"
    return "an answer"


def chain(wrap, start):
    for _ in range(30_000):
        start = wrap(start)
    return start


known = {"RecursionError", "an answer"}
for wrap in (enumerate, zip, iter, lambda items: filter(None, items), lambda items: map(str, items)):
    iterator = chain(wrap, [1])
    print(ends(lambda: list(iterator)) in known)
print(ends(lambda: repr(chain(staticmethod, len))) in known)
print(ends(lambda: chain(lambda method: types.MethodType(method, 1), len).__name__) in known)
print(ends(lambda: repr(chain(lambda items: {1: items}.items(), []))) in known)
