class Animal:
    count = 0
    def __init__(self, name): self.name = name; Animal.count += 1
    def speak(self): return "..."
    def __str__(self): return f"{self.name}: {self.speak()}"
    def __repr__(self): return f"Animal({self.name!r})"
    @property
    def upper(self): return self.name.upper()
    @upper.setter
    def upper(self, v): self.name = v.lower()
    @staticmethod
    def make(n): return Animal(n)
    @classmethod
    def create(cls, n): return cls(n)
class Dog(Animal):
    def __init__(self, name, age=1): super().__init__(name); self.age = age
    def speak(self): return "woof " + super().speak()
d = Dog("Rex", 3); print(d, repr(d), d.upper, Animal.count, Dog.create("Z"), Animal.make("Y"), isinstance(d, Animal), Dog.__mro__, Dog.__name__, d.__class__, d.__dict__)
d.upper = "MAX"; print(d.name, hasattr(d, "age"), type(d) is Dog, Dog.__bases__, issubclass(Dog, Animal), d.speak.__name__, Dog.speak(d))
for f in (lambda: d.nope, lambda: Dog(), lambda: Dog(1, 2, 3), lambda: Dog.nope, lambda: d.speak(1), lambda: d(), lambda: setattr(d, "upper", 5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
class A:
    def who(self): return "A"
class B(A):
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C): pass
print(D().who(), [c.__name__ for c in D.mro()])
class S:
    __slots__ = ("x",)
s = S(); s.x = 1; print(s.x)
class E:
    x = []
    y: int = 5
print(E.x is E().x, E.y, E.__annotations__, E.__doc__, E.__module__)
