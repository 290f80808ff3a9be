# Carets point at the part of the line that failed.
values = [1, 2, 0]
first = values[0]
second = values[2]
result = (first + 10) / second + len(values)
print(result)
