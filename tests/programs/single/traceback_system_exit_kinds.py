# Leaving a program from a nested call.
import sys


def check(value):
    if value > 2:
        sys.exit(f"value {value} is too large")
    print("fine", value)


for value in range(5):
    try:
        check(value)
    except SystemExit as stop:
        print("caught", stop)
        if value == 4:
            raise
