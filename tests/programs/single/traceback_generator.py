# An exception inside a generator, seen by who iterates.
def numbers(texts):
    for text in texts:
        yield 10 / int(text)


try:
    print(list(numbers(["1", "0"])))
except ZeroDivisionError as error:
    print(error)
for number in numbers(["5", "2", "0", "1"]):
    print(number)
