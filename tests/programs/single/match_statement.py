# Structural pattern matching, in a command parser.
def run(command):
    match command.split():
        case ["quit" | "exit"]:
            return "bye"
        case ["send", name, *words] if words:
            return f"to {name}: {' '.join(words)}"
        case ["add", a, b]:
            return int(a) + int(b)
        case []:
            return "nothing"
        case [single]:
            return f"one word: {single}"
        case _:
            return "unknown"


for command in ["quit", "exit", "send ana hello there", "send ana", "add 2 3", "", "hm", "a b c"]:
    print(run(command))


def shape(value):
    match value:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": kind, **rest}:
            return f"{kind} {rest}"
        case (x, y):
            return f"point {x},{y}"
        case int() | float() as number:
            return f"number {number}"
        case None:
            return "none"
        case str(text):
            return f"text {text}"


for value in [{"type": "circle", "r": 2}, {"type": "square", "a": 1}, (1, 2), 5, 2.5, None, "hi", b"x"]:
    print(shape(value))
