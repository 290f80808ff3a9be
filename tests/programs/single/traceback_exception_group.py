# A group that nobody catches: groups in groups, causes inside, notes, more members than are shown.
def fails(number):
    try:
        [][number]
    except IndexError as error:
        raise ValueError(f"number {number}") from error


def collected():
    for number in range(2):
        try:
            fails(number)
        except ValueError as error:
            yield error


many = ExceptionGroup("many", [KeyError(number) for number in range(18)])
many.add_note("a note\nof two lines")
deep = ExceptionGroup("leaf", [TypeError("deepest")])
for level in range(12):
    deep = ExceptionGroup(f"level {level}", [deep])
try:
    raise RuntimeError("before")
except RuntimeError:
    raise ExceptionGroup("all", [*collected(), many, deep, ExceptionGroup("last", [OSError(2, "no file")])])
