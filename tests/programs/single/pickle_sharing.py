# Identity, memo and recursion.
import pickle

inner = [1]
outer = [inner, inner]
copy = pickle.loads(pickle.dumps(outer))
copy[0].append(2)
print(copy, copy[0] is copy[1], outer, pickle.dumps(outer))
loop = []
loop.append(loop)
again = pickle.loads(pickle.dumps(loop))
print(again, again[0] is again, pickle.dumps(loop))
table = {}
table["self"] = table
print(pickle.loads(pickle.dumps(table)), pickle.dumps(table))
key = "shared text"
print(pickle.dumps([key, key]), pickle.dumps(["ab" + str(1), "ab" + str(1)]), pickle.dumps(["lit", "lit"]))
pair = ([],)
pair[0].append(pair)
print(pickle.dumps(pair), pickle.loads(pickle.dumps(pair)))
rows = [{"id": n, "name": "n" + str(n)} for n in range(3)]
print(pickle.dumps(rows))
numbers = (300, 300)
print(pickle.dumps(numbers), pickle.dumps([b"x", b"x"]), pickle.dumps({"a": "a"}))
t = (1, 2)
print(pickle.dumps([t, t]), pickle.dumps([(), ()]), pickle.dumps([frozenset({1})] * 2))
big = pickle.dumps(list(range(1200)))
print(len(big), big[:20], pickle.loads(big)[-1], len(pickle.dumps("x" * 70000)), len(pickle.dumps({i: str(i) for i in range(1001)})))
