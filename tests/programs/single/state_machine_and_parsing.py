# A tokenizer, a calculator and a matrix, without any module.
def tokenize(text):
    tokens, number = [], ""
    for c in text + " ":
        if c.isdigit() or c == ".":
            number += c
            continue
        if number:
            tokens.append(float(number) if "." in number else int(number))
            number = ""
        if c in "+-*/()":
            tokens.append(c)
        elif not c.isspace():
            raise SyntaxError(f"unexpected {c!r}")
    return tokens


class Parser:
    def __init__(self, text):
        self.tokens = tokenize(text)
        self.position = 0

    def peek(self):
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def next(self):
        token = self.peek()
        self.position += 1
        return token

    def expression(self):
        value = self.term()
        while self.peek() in ("+", "-"):
            value = value + self.term() if self.next() == "+" else value - self.term()
        return value

    def term(self):
        value = self.factor()
        while self.peek() in ("*", "/"):
            if self.next() == "*":
                value *= self.factor()
            else:
                value /= self.factor()
        return value

    def factor(self):
        token = self.next()
        if token == "(":
            value = self.expression()
            assert self.next() == ")", "missing )"
            return value
        if token == "-":
            return -self.factor()
        if not isinstance(token, (int, float)):
            raise ValueError(f"number expected, not {token!r}")
        return token


for text in ["1 + 2 * 3", "(1 + 2) * 3", "10 / 4 - 1", "-(2 + 3) * 2.5", "2 *", "(1", "1 / 0", "3 $ 4", ""]:
    try:
        print(f"{text!r:>20} = {Parser(text).expression()}")
    except (ValueError, AssertionError, ArithmeticError) as error:
        print(f"{text!r:>20} ! {type(error).__name__}: {error}")
    except SyntaxError as error:
        print(f"{text!r:>20} ? {error}")


def multiply(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


identity = [[int(i == j) for j in range(3)] for i in range(3)]
m = [[1, 2, 3], [0, 1, 4], [5, 6, 0]]
print(multiply(m, identity) == m, multiply(m, m))
life = {(1, 0), (1, 1), (1, 2)}
for generation in range(3):
    print("\n".join("".join("#" if (x, y) in life else "." for x in range(3)) for y in range(3)), end="\n\n")
    neighbours = {}
    for x, y in life:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    neighbours[x + dx, y + dy] = neighbours.get((x + dx, y + dy), 0) + 1
    life = {cell for cell, n in neighbours.items() if n == 3 or (n == 2 and cell in life)}
