# sys.exit with a number, inside a function, through finally.
import sys


def leave(code):
    try:
        sys.exit(code)
    finally:
        print("leaving with", code)


try:
    leave(0)
except SystemExit as stop:
    print("caught", stop.code, repr(stop))
leave(3)
