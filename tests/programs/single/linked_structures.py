# Linked lists, trees, queues and graphs, as data structures courses ask for them.
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next


class LinkedList:
    def __init__(self, values=()):
        self.head = None
        self.size = 0
        for value in values:
            self.append(value)

    def append(self, value):
        node = Node(value)
        if self.head is None:
            self.head = node
        else:
            last = self.head
            while last.next:
                last = last.next
            last.next = node
        self.size += 1

    def reverse(self):
        previous, current = None, self.head
        while current:
            current.next, previous, current = previous, current, current.next
        self.head = previous

    def remove(self, value):
        previous, current = None, self.head
        while current is not None:
            if current.value == value:
                if previous is None:
                    self.head = current.next
                else:
                    previous.next = current.next
                self.size -= 1
                return
            previous, current = current, current.next
        raise ValueError(f"{value!r} is not in the list")

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def __len__(self):
        return self.size

    def __repr__(self):
        return " -> ".join(map(repr, self)) or "empty"


numbers = LinkedList([3, 1, 2])
numbers.reverse()
print(numbers, len(numbers), list(numbers), 1 in numbers, sorted(numbers), max(numbers))
numbers.remove(2)
print(numbers)
try:
    numbers.remove("x")
except ValueError as error:
    print(error)
print(LinkedList())


class Tree:
    def __init__(self, key, left=None, right=None):
        self.key, self.left, self.right = key, left, right

    def insert(self, key):
        side = "left" if key < self.key else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Tree(key))
        else:
            child.insert(key)

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right

    def height(self):
        return 1 + max((child.height() for child in (self.left, self.right) if child), default=0)


tree = Tree(50)
for key in [30, 70, 20, 40, 60, 80, 65]:
    tree.insert(key)
print(list(tree), tree.height())
graph = {"A": {"B": 1, "C": 4}, "B": {"C": 2, "D": 5}, "C": {"D": 1}, "D": {}}


def shortest(graph, start):
    distances = {node: float("inf") for node in graph}
    distances[start] = 0
    unvisited = set(graph)
    while unvisited:
        node = min(sorted(unvisited), key=distances.get)
        unvisited.remove(node)
        for other, weight in graph[node].items():
            distances[other] = min(distances[other], distances[node] + weight)
    return distances


def bfs(graph, start):
    seen, queue = [start], [start]
    for node in queue:
        for other in graph[node]:
            if other not in seen:
                seen.append(other)
                queue.append(other)
    return seen


print(shortest(graph, "A"), bfs(graph, "A"))
memo = {}


def paths(a, b):
    if a == b:
        return 1
    if (a, b) not in memo:
        memo[a, b] = sum(paths(n, b) for n in graph[a])
    return memo[a, b]


print(paths("A", "D"), memo)
print(tree.left.left.left.key)
