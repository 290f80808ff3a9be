# An exception raised inside a with block.
class Resource:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("open", self.name)
        return self

    def __exit__(self, *details):
        print("close", self.name, details[0].__name__ if details[0] else None)


with Resource("outer") as outer, Resource("inner"):
    print("inside", outer.name)
    values = [1, 2][outer.name]
