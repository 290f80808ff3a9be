# A heap is a list in which no item is greater than the two at twice its place plus one and plus two.


def _rise(heap, place):
    while place:
        above = (place - 1) // 2
        if not heap[place] < heap[above]:
            return
        heap[place], heap[above] = heap[above], heap[place]
        place = above


def _smaller_below(heap, place):
    # Of the one or two items below, the place of the smaller; None where there is none.
    left, right = 2 * place + 1, 2 * place + 2
    if right < len(heap):
        return left if heap[left] < heap[right] else right
    return left if left < len(heap) else None


def _settle(heap, place):
    # The item goes to the bottom along the smaller ones, and from there up to where it belongs.
    item, path = heap[place], [place]
    below = _smaller_below(heap, place)
    while below is not None:
        path.append(below)
        below = _smaller_below(heap, below)
    while len(path) > 1 and item < heap[path[-1]]:
        path.pop()
    for above, below in zip(path, path[1:]):
        heap[above] = heap[below]
    heap[path[-1]] = item


def heappush(heap, item):
    heap.append(item)
    _rise(heap, len(heap) - 1)


def heappop(heap):
    last = heap.pop()
    return heapreplace(heap, last) if heap else last


def heapreplace(heap, item):
    smallest = heap[0]
    heap[0] = item
    _settle(heap, 0)
    return smallest


def heappushpop(heap, item):
    return heapreplace(heap, item) if heap and heap[0] < item else item


def heapify(x):
    for place in range(len(x) // 2 - 1, -1, -1):
        _settle(x, place)


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    ranked = sorted(iterable, key=key, reverse=True)
    return ranked[:max(n, 0)]


def merge(*iterables, key=None, reverse=False):
    together = [item for each in iterables for item in each]
    yield from sorted(together, key=key, reverse=reverse)
