"""Answers "where are you blocked?" from inside a program under test.

On SIGUSR1 the program writes, for each of its threads (main first), the innermost line of its own text and the name of
the function called there. Python runs the handler although a system call blocks, and then takes the call up again
(PEP 475), so the program does not notice. Nothing else of the interpreter is changed.
"""

import os
import signal
import sys


def _called_name(code, lasti, program):
    import ast

    line, end_line, column, end_column = list(code.co_positions())[lasti // 2]
    if line is None or column is None:
        return line, ""
    with open(program, "rb") as file:
        lines = file.read().splitlines()[line - 1 : end_line]
    if len(lines) == 1:
        text = lines[0][column:end_column]
    else:
        text = b"\n".join([lines[0][column:], *lines[1:-1], lines[-1][:end_column]])
    try:
        node = ast.parse(b"(" + text + b")", mode="eval").body
    except SyntaxError:
        return line, ""
    if not isinstance(node, ast.Call):
        return line, ""
    function = node.func
    return line, getattr(function, "attr", None) or getattr(function, "id", "")


def _place(thread, frame, program):
    while frame is not None and frame.f_code.co_filename != program:
        frame = frame.f_back
    if frame is None:
        return {"task": thread.native_id, "line": 0, "call": ""}
    _, call = _called_name(frame.f_code, frame.f_lasti, program)
    return {"task": thread.native_id, "line": frame.f_lineno, "call": call}


def _tell(_signal, frame):
    import json
    import threading

    program = os.environ["SOCKSCOPE_PROGRAM"]
    frames = sys._current_frames()
    main = threading.main_thread()
    places = [_place(main, frame, program)]
    for thread in threading.enumerate():
        if thread is not main and thread.ident in frames:
            places.append(_place(thread, frames[thread.ident], program))
    target = os.environ["SOCKSCOPE_WHERE"]
    with open(target + ".part", "w") as file:
        json.dump(places, file)
    os.replace(target + ".part", target)


signal.signal(signal.SIGUSR1, _tell)
