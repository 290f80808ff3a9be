from collections import deque, defaultdict, OrderedDict, Counter, namedtuple, ChainMap
d = deque([1, 2, 3], maxlen=4); d.append(4); d.append(5); d.appendleft(0); print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d, list(d), 3 in d, d.maxlen)
d.extend([7, 8, 9]); d.rotate(1); print(d, d.count(7), d.index(8), deque("abc"), deque(), bool(deque()), d == deque(d), list(reversed(d)), deque([1]) + deque([2])); d.clear(); d.extendleft([1, 2]); print(d, d.copy())
dd = defaultdict(list); dd["a"].append(1); dd["b"]; print(dd, dict(dd), dd.get("z"), "z" in dd, defaultdict(int, {"x": 1}), dd.default_factory)
c = Counter("mississippi"); print(c, c.most_common(2), c["z"], sum(c.values()), c + Counter("ms"), c - Counter("iiii"), Counter(a=2, b=1) & Counter(a=1), sorted(c.elements())[:4], Counter([1, 1, 2])); c.update("mmm"); c["q"] += 1; print(c["m"], c.total(), list(c))
od = OrderedDict(a=1, b=2, c=3); od.move_to_end("a"); print(od, list(od), od.popitem(), od.popitem(last=False), OrderedDict(), od == {"c": 3})
P = namedtuple("P", "x y"); p = P(1, y=2); print(p, p.x, p[1], p == (1, 2), p._replace(x=9), p._asdict(), P._fields, P._make([5, 6]), *p, len(p), isinstance(p, tuple)); a, b = p
Q = namedtuple("Q", ["a", "b"], defaults=[5]); print(Q(1), Q(1, 2), hash(p) == hash((1, 2)), {p: 1}[(1, 2)], sorted([P(2, 1), P(1, 2)]))
print(ChainMap({"a": 1}, {"a": 2, "b": 3})["b"], dict(ChainMap({"a": 1}, {"b": 2})))
def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
t(lambda: deque().pop())
t(lambda: deque().popleft())
t(lambda: d[9])
t(lambda: defaultdict(5))
t(lambda: P(1))
t(lambda: P(1, 2, 3))
t(lambda: P(z=1))
t(lambda: p.nope)
t(lambda: setattr(p, "x", 1))
t(lambda: d.remove(99))
t(lambda: defaultdict(None)["x"])
t(lambda: P._make([1]))
t(lambda: deque(5))
