# Where the carets go, for every kind of expression and statement.
import traceback


class Box:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def explode(self, *args, **kwargs):
        raise RuntimeError("boom")

    def __enter__(self):
        raise OSError("cannot enter")

    def __exit__(self, *args):
        pass


def fail(*args, **kwargs):
    raise ValueError("failed")


table = {"a": {"b": [1, 2, 3]}}
items = [1, 2, 3]
nothing = None
text = "text"
box = Box(1)


def compare(): return 1 < 2 < text
def unary(): return -text + 1
def slicing(): return items["a":"b"]
def slice_store(): items[1:2] = 5
def subscript_store(): nothing["key"] = 1
def subscript_delete(): del table["zzz"]
def attribute_store(): nothing.name = 5
def attribute_store_slots(): box.other = 1
def attribute_delete(): del box.nothing
def augmented(): global text; text += 1 + 2
def augmented_item(): items[7] += 1
def deep_subscript(): return table["a"]["b"][7] + table["a"]["c"]
def deep_attribute(): return box.value.real.nothing.more
def call_with_keywords(): return fail(1, key=items[0], *items, **{"x": 1})
def call_inside_call(): return len(str(fail(len(items))))
def method_call(): return box.explode(1).again
def wrong_call(): return text(1) + 5
def wrong_arguments(): return Box() or 1
def boolean(): return nothing or items and nothing.x
def ternary(): return 1 if text > 3 else 2
def listed(): return [1, 2, 1 / 0, 4]
def in_dict(): return {"a": 1, "b": int("x")}
def unhashable(): return {items: 1}
def in_tuple(): a, b = 1, nothing + 1
def unpacking(): a, b = items
def starred(): return [*items, *nothing]
def lambda_body(): return (lambda value: value / 0)(items[0]) + 1
def formatted(): return f"{items[0]} and {items[9]} here"
def percent(): return "%d" % text + "x"
def power(): return 2 ** text ** 2
def shift(): return 1 << text
def matrix(): return items @ items
def contains(): return text in nothing
def identity(): return (items is nothing) + nothing
def walrus(): return (found := items[5]) + 1
def raising(): raise KeyError(items[0])
def raising_class(): raise LookupError
def asserting(): assert items == [], f"not empty: {len(items)}"
def comprehension(): return [item / (item - 2) for item in items]
def generator(): return sum(item / (item - 2) for item in items)
def nested_function():
    def inner(value):
        return value.missing
    return inner(items)
def with_statement():
    with Box(2) as opened:
        pass
def for_statement():
    for item in 5:
        pass
def while_statement():
    while items < 5:
        pass
def if_statement():
    if nothing > 5: pass
def deleted():
    x = 1
    del x
    return x
def multi_line():
    return fail(
        1,
        2,
    ) + 5
def multi_line_operator():
    return (items[0] +
            nothing)
def multi_line_chain():
    return (text
            .upper()
            .nothing())
def default_value():
    def inner(value=items[10]):
        return value
def decorated():
    @fail
    def inner():
        pass
def bad_base():
    class Child(5):
        pass
def imported():
    from math import nothing_like_this
def semicolons():
    a = 1; b = items[4]; c = 3
def spaces():
    return   items  [ 4 ]   +   1
def parentheses():
    return ((items[0]) + (nothing))
def chained_calls():
    return text.strip().split()[0].nothing().more()
def global_name():
    return undefined_thing + 1
def string_method():
    return ", ".join(items)
def yielding():
    yield items[4]
def consume():
    return list(yielding())
def wide():
    return "日本", items["ключ"]
def conditional_call():
    return fail() if items else None
def key_function():
    return sorted(items, key=lambda item: item.name)


for case in [compare, unary, slicing, slice_store, subscript_store, subscript_delete, attribute_store, attribute_store_slots, attribute_delete, augmented, augmented_item, deep_subscript, deep_attribute, call_with_keywords, call_inside_call, method_call, wrong_call, wrong_arguments, boolean, ternary, listed, in_dict, unhashable, in_tuple, unpacking, starred, lambda_body, formatted, percent, power, shift, matrix, contains, identity, walrus, raising, raising_class, asserting, comprehension, generator, nested_function, with_statement, for_statement, while_statement, if_statement, deleted, multi_line, multi_line_operator, multi_line_chain, default_value, decorated, bad_base, semicolons, spaces, parentheses, chained_calls, global_name, string_method, consume, wide, conditional_call, key_function]:
    try:
        case()
        print(case.__name__, "went well")
    except Exception:
        traceback.print_exc()
