# Assertions with and without a message.
def mean(values):
    assert len(values) > 0, "no values"
    return sum(values) / len(values)


try:
    assert 1 + 1 == 3
except AssertionError as error:
    print(repr(error), str(error) == "")
print(mean([1, 2]))
print(mean([]))
