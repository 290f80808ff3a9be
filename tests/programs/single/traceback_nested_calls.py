# Several frames, methods and a lambda.
class Calculator:
    def __init__(self, operations):
        self.operations = operations

    def run(self, name, *args):
        return self.operations[name](*args)


calculator = Calculator({"add": lambda a, b: a + b, "divide": lambda a, b: a / b})
for name, args in [("add", (1, 2)), ("divide", (1, 0))]:
    answer = calculator.run(name, *args)
    print(name, answer)
