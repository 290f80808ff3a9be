"""Runs a program as CPython runs it under a do-nothing trace function, or plainly, and prints lines and nanoseconds.

usage: traced.py count|traced|plain FILE
`count` counts the line events, so that the timed runs need not. Only the program's own time is measured, not the start of Python.
"""
import io
import sys
import time


def nothing(frame, event, argument):
    return nothing


class Counter:
    def __init__(self):
        self.lines = 0

    def __call__(self, frame, event, argument):
        if event == "line":
            self.lines += 1
        return self


def main():
    mode, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    names = {"__name__": "__main__"}
    counter = Counter()
    tracer = {"count": counter, "traced": nothing, "plain": None}[mode]
    console, sys.stdout = sys.stdout, io.StringIO()
    started = time.perf_counter_ns()
    sys.settrace(tracer)
    exec(code, names)
    sys.settrace(None)
    elapsed = time.perf_counter_ns() - started
    sys.stdout = console
    print(counter.lines, elapsed)


main()
