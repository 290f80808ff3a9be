import heapq, bisect, operator
h = []
for x in [5, 1, 8, 3, 9, 2]: heapq.heappush(h, x)
print(h, [heapq.heappop(h) for _ in range(6)], heapq.nsmallest(2, [5, 1, 3]), heapq.nlargest(2, [5, 1, 3]), list(heapq.merge([1, 4], [2, 3])))
l = [9, 7, 5, 3, 1]; heapq.heapify(l); print(l, heapq.heappushpop(l, 4), heapq.heapreplace(l, 0), l)
a = [1, 3, 3, 5]; print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 9)); bisect.insort(a, 4); print(a)
print(operator.itemgetter(1)([5, 6]), operator.itemgetter("a", "b")({"a": 1, "b": 2}), operator.attrgetter("real")(5), operator.methodcaller("upper")("x"), operator.add(2, 3), operator.mul(2, 3), sorted({"b": 1, "a": 2}.items(), key=operator.itemgetter(1)))
heapq.heappush(h, (2, "b")); heapq.heappush(h, (1, "z")); print(heapq.heappop(h))
