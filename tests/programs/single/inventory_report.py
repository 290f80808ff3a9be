# Parsing, grouping, sorting and reporting with the tools of one afternoon.
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import total_ordering
import itertools
import string


@total_ordering
@dataclass(eq=False)
class Item:
    name: str
    price: float
    quantity: int = 0
    tags: set = field(default_factory=set)

    def __eq__(self, other):
        return self.value == other.value

    def __lt__(self, other):
        return self.value < other.value

    @property
    def value(self):
        return round(self.price * self.quantity, 2)


TEXT = """
# name; price; quantity; tags
pen; 1.20; 10; office, small
lamp; 24.5; 2; home
paper; 0.05; 500; office
mug; 7.25; 4; home, kitchen
broken line
chair; many; 1;
"""


def parse(text):
    for number, line in enumerate(text.strip().splitlines(), 1):
        line = line.partition("#")[0].strip()
        if not line:
            continue
        try:
            name, price, quantity, tags = (part.strip() for part in line.split(";"))
            yield Item(name, float(price), int(quantity), {t.strip() for t in tags.split(",") if t.strip()})
        except ValueError as error:
            print(f"line {number}: {error}")


items = list(parse(TEXT))
by_tag = defaultdict(list)
for item in items:
    for tag in sorted(item.tags):
        by_tag[tag].append(item.name)
print(dict(by_tag))
for item in sorted(items, reverse=True):
    print(f"{item.name.title():<8}{item.value:>10,.2f} {'*' * int(item.value // 5)}")
print(max(items).name, min(items).name, sum(i.value for i in items), items[0] >= items[1])
for key, group in itertools.groupby(sorted(items, key=lambda i: len(i.name)), key=lambda i: len(i.name)):
    print(key, [i.name for i in group])
print(string.ascii_lowercase[:5], string.digits, string.capwords("the end of it"))
start = date(2024, 2, 27)
print([(start + timedelta(days=n)).isoformat() for n in range(4)], (date(2024, 3, 1) - start).days, start.strftime("%d.%m.%Y"), start.weekday())
print(items[0])
print(items[0] + items[1])
