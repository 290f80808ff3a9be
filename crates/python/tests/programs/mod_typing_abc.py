from typing import List, Dict, Optional, Union, Any, Callable, Tuple, NamedTuple, TypeVar, Generic
from abc import ABC, abstractmethod
import types
from collections.abc import Iterable, Mapping, Callable as C2
def f(x: List[int], y: Optional[str] = None, *a: Any, **k: "Dict[str, int]") -> Union[int, None]:
    z: int = 5
    return z
print(f([1]), sorted(f.__annotations__), f.__name__)
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    def show(self): return f"area {self.area()}"
class Sq(Shape):
    def area(self): return 4
print(Sq().show(), isinstance(Sq(), Shape), issubclass(Sq, Shape))
try:
    Shape()
except TypeError as e:
    print(e)
class Emp(NamedTuple):
    name: str
    age: int = 30
    def hi(self): return "hi " + self.name
e = Emp("Bo"); print(e, e.age, e.hi(), Emp("x", 1) == ("x", 1))
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
print(Box[int](5).v, Box("a").v)
print(isinstance([], Iterable), isinstance({}, Mapping), isinstance(5, Iterable), isinstance(len, C2), types.SimpleNamespace(a=1, b="x"), isinstance(lambda: 0, types.FunctionType), isinstance(5, int | str))
