from enum import Enum, Flag, auto


class Meta(type):
    def __new__(mcls, name, bases, namespace, **options):
        cls = super().__new__(mcls, name, bases, namespace)
        cls.options = options
        return cls

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)

    def __call__(cls, *args):
        print('making', cls.__name__, args)
        return super().__call__(*args)


class Made(metaclass=Meta, tag=1):
    def __init__(self, *args):
        self.args = args


print(Made(1, 2).args, Made.options)


class Checked:
    def __set_name__(self, owner, name):
        self.place = '_' + name

    def __get__(self, obj, owner=None):
        return self if obj is None else obj.__dict__.get(self.place, 'unset')

    def __set__(self, obj, value):
        obj.__dict__[self.place] = value

    def __delete__(self, obj):
        print('deleting', self.place)
        del obj.__dict__[self.place]


class Owner:
    field = Checked()


owner = Owner()
owner.field = 5
print(owner.field, owner.__dict__)
del owner.field
print(owner.field, owner.__dict__)


class Base:
    def __pow__(self, other, modulus=None):
        return 'pow', other, modulus


class One(Base):
    pass


class Two(Base):
    pass


print(pow(One(), 2), pow(One(), 2, 5), One() ** 3, [cls.__name__ for cls in Base.__subclasses__()])


def counter(start, *, step=2):
    total = start

    def add():
        nonlocal total
        total += step
        return total
    return add


add = counter(1)
add()
print(add.__closure__[1].cell_contents, add.__code__.co_freevars, [cell.cell_contents for cell in add.__closure__], counter.__closure__)
print(counter.__kwdefaults__, counter.__code__.co_varnames[:2])


class Level(str, Enum):
    LOW = 'low'
    HIGH = 'high'


class Access(Flag):
    READ = auto()
    WRITE = auto()
    BOTH = READ | WRITE


print(Level.LOW == 'low', Level('high') is Level.HIGH, {'low': 1}[Level.LOW], Level.LOW.upper())
print(list(Access), Access.BOTH, Access.READ | Access.WRITE, list(Access.BOTH), Access.BOTH & ~Access.READ, Access(2))
