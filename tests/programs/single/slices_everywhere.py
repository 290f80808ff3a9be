# Slicing: ranges of the same sequence through every combination.
data = "0123456789"
for start in (None, 0, 3, -3, 20, -20):
    for stop in (None, 0, 7, -2, 20, -20):
        for step in (None, 1, 2, -1, -3):
            print(data[start:stop:step], end=" ")
    print()
print(list(range(10))[slice(2, 8, 3)], slice(1, None, 2), slice(1, 2) == slice(1, 2), slice(5).indices(3), slice(None, None, -1).indices(4))
print(range(10)[2:5], range(0, 20, 3)[::-1], range(5)[-1], len(range(0, 10, 3)), 4 in range(0, 10, 2), list(range(5, 0, -2)), range(3) == range(0, 3), range(0), range(1, 10, 4))
message = b"5         hello"
header, payload = message[:10], message[10:]
print(header, int(header), payload, payload[: int(header)])
stream = b"3abc4defg2hi"
position = 0
while position < len(stream):
    size = int(stream[position:position + 1])
    print(stream[position + 1:position + 1 + size])
    position += 1 + size
chunks = [data[i:i + 4] for i in range(0, len(data), 4)]
print(chunks)
matrix = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
print([row[1] for row in matrix], [row[:2] for row in matrix[1:]], [list(column) for column in zip(*matrix)], matrix[::-1][0][::-1])
try:
    data[::0]
except ValueError as error:
    print(error)
try:
    data["a":2]
except TypeError as error:
    print(error)
try:
    range(0, 10, 0)
except ValueError as error:
    print(error)
try:
    range(1.5)
except TypeError as error:
    print(error)
try:
    range(5)[7]
except IndexError as error:
    print(error)


class Asked:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        print("asked for", self.number)
        return self.number


print([1, 2, 3, 4, 5][Asked(1):Asked(4):Asked(2)], "abcdef"[Asked(-4):Asked(1 << 70)], b"abc"[:Asked(-(1 << 70))])
for parts in [(Asked(1), Asked(2), Asked(0)), ("a", Asked(2), "b"), (1.5, None, Asked(1)), (None, 2.5, None)]:
    try:
        print((1, 2)[slice(*parts)])
    except (TypeError, ValueError) as error:
        print(error)
