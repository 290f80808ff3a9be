# Homework: bubble sort, quick sort, binary search, stability.
def bubble_sort(values):
    values = values[:]
    for end in range(len(values) - 1, 0, -1):
        swapped = False
        for i in range(end):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]
                swapped = True
        if not swapped:
            break
    return values


def quick_sort(values):
    if len(values) <= 1:
        return values
    pivot, *rest = values
    return quick_sort([v for v in rest if v < pivot]) + [pivot] + quick_sort([v for v in rest if v >= pivot])


def merge_sort(values):
    if len(values) < 2:
        return values
    middle = len(values) // 2
    left, right = merge_sort(values[:middle]), merge_sort(values[middle:])
    merged = []
    while left and right:
        merged.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
    return merged + left + right


def search(values, wanted):
    low, high = 0, len(values) - 1
    while low <= high:
        middle = (low + high) // 2
        if values[middle] == wanted:
            return middle
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return -1


data = [(x * 37 + 11) % 101 for x in range(40)]
print(bubble_sort(data) == sorted(data) == quick_sort(data) == merge_sort(data))
print(sorted(data)[:10], search(sorted(data), 85), search(sorted(data), 1000))
people = [("Zed", 20), ("amy", 30), ("Bob", 20), ("cat", 30)]
print(sorted(people, key=lambda p: p[1]), sorted(people, key=lambda p: p[1], reverse=True), sorted(people, key=lambda p: (-p[1], p[0].lower())))
people.sort(key=lambda p: p[0])
print(people, min(people, key=lambda p: p[1]), sorted({"b": 2, "a": 1}.items(), reverse=True))


class Card:
    order = "23456789TJQKA"

    def __init__(self, text):
        self.rank, self.suit = text

    def __lt__(self, other):
        return Card.order.index(self.rank) < Card.order.index(other.rank)

    def __repr__(self):
        return self.rank + self.suit


print(sorted([Card("KH"), Card("2C"), Card("AS"), Card("TD")]), max([Card("3H"), Card("JC")]), min(Card("9S"), Card("8D")))
try:
    sorted([3, "a", None])
except TypeError as error:
    print(error)
print(sorted("Hello World".split(), key=str.casefold), sorted([True, 0, 2.5, -1]), sorted([[2, 1], [1, 9], [1]]))
