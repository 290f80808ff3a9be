# Endless recursion: "Previous line repeated" in the traceback.
import sys

sys.setrecursionlimit(80)


def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as error:
    print(error)
forever(0)
