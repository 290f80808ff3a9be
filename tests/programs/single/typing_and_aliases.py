# What annotations are when the program looks at them.
from typing import Optional, Union, List, Dict, Callable, Any, TypeVar, Generic, Protocol, Literal, Final, Tuple, Iterable, TypedDict, get_type_hints, cast, overload, TYPE_CHECKING, NewType, runtime_checkable, Annotated, Self
T = TypeVar("T")
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()
s = Stack[int](); s.push(1); print(s.pop(), T, Stack.__name__)
@runtime_checkable
class Sized2(Protocol):
    def size(self) -> int: ...
class Has:
    def size(self): return 3
print(isinstance(Has(), Sized2), isinstance(5, Sized2))
class Movie(TypedDict, total=False):
    title: str
    year: int
m: Movie = {"title": "x"}; print(m, Movie(title="a"), Movie.__annotations__)
UserId = NewType("UserId", int); print(UserId(5), cast(str, 5), TYPE_CHECKING)
def f(a: int, b: Optional[str] = None, *c: float, d: "Dict[str, int]" = {}) -> Union[int, str]: return a
print(f.__annotations__["a"], f.__annotations__["return"], Optional[int], Union[int, str, None], List[int], Dict[str, int], Callable[[int], str], Any, Tuple[int, ...], Literal["a", 1])
print(list[int], dict[str, int], int | None, int | str, tuple[int, ...], type(int | str), isinstance(5, int | str), list[int]([1]))
x: int = 5; y: "str"
print(__annotations__)
class C:
    a: int
    b: str = "x"
    c: list[int] = []
print(C.__annotations__, get_type_hints(C), C.b)
print(Annotated[int, "meta"], Final, Callable, Iterable[int])
