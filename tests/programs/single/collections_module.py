# Counter, defaultdict, deque, OrderedDict.
from collections import Counter, OrderedDict, defaultdict, deque

letters = Counter("mississippi")
print(letters, letters["s"], letters["z"], letters.most_common(2), sorted(letters.elements()), sum(letters.values()))
letters.update("ss")
letters.subtract({"i": 1})
print(letters, Counter(a=3, b=1) + Counter(a=1), Counter(a=3, b=1) - Counter(a=1, b=2), Counter([1, 1, 2]) == Counter({1: 2, 2: 1}))
groups = defaultdict(list)
for word in ["apple", "avocado", "bean", "cherry", "corn"]:
    groups[word[0]].append(word)
print(groups, dict(groups), groups["zzz"], len(groups), "q" in groups)
counts = defaultdict(int)
for c in "hello":
    counts[c] += 1
print(dict(counts), counts)
nested = defaultdict(lambda: defaultdict(int))
nested["a"]["b"] += 1
print(nested["a"]["b"])
queue = deque([1, 2, 3])
queue.append(4)
queue.appendleft(0)
print(queue, queue.pop(), queue.popleft(), list(queue), len(queue), queue[0], queue[-1], 2 in queue)
queue.extend([7, 8])
queue.extendleft([9, 10])
queue.rotate(2)
print(queue)
last = deque(maxlen=3)
for n in range(5):
    last.append(n)
print(last, last.maxlen, deque("ab") == deque("ab"))
try:
    deque().popleft()
except IndexError as error:
    print(error)
ordered = OrderedDict([("b", 1), ("a", 2)])
ordered.move_to_end("b")
print(ordered, list(ordered), ordered.popitem(last=False))
