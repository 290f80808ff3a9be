# Nested parts on one line: only the innermost failing one is marked.
def f(x):
    return {"items": [x, None]}


total = f(1)["items"][0] + f(2)["items"][1] * 3 - len(f(3))
print(total)
