# What Python says when a function is called the wrong way.
def send_message(host, port, text="", *, retries=3):
    return host, port, text, retries


def nothing():
    pass


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def move(self, dx):
        self.x += dx


def attempt(action):
    try:
        print("ok", action())
    except TypeError as error:
        print("TypeError:", error)
    except AttributeError as error:
        print("AttributeError:", error)


attempt(lambda: send_message())
attempt(lambda: send_message("h"))
attempt(lambda: send_message("h", 1, "t", 4))
attempt(lambda: send_message("h", 1, colour="red"))
attempt(lambda: send_message("h", 1, host="x"))
attempt(lambda: send_message("h", 1, retries=1))
attempt(lambda: nothing(1))
attempt(lambda: nothing(1, 2))
attempt(lambda: Point(1))
attempt(lambda: Point())
attempt(lambda: Point(1, 2).move())
attempt(lambda: Point(1, 2).move(1, 2))
attempt(lambda: Point(1, 2).z)
attempt(lambda: None.upper())
attempt(lambda: "abc".uper())
attempt(lambda: [].push(1))
number, text, nothing_at_all = 5, "x", None
attempt(lambda: number())
attempt(lambda: text())
attempt(lambda: nothing_at_all())
attempt(lambda: len(5))
attempt(lambda: len())
attempt(lambda: int([]))
attempt(lambda: float(None))
attempt(lambda: sum(["a"]))
attempt(lambda: max())
attempt(lambda: sorted(5))
attempt(lambda: (lambda a, b: a)(1))
