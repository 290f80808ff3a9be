import sys as _sys


def _generator():
    yield


class _C:
    def _method(self):
        pass


FunctionType = LambdaType = type(_generator)
GeneratorType = type(_generator())
MethodType = type(_C()._method)
BuiltinFunctionType = BuiltinMethodType = type(len)
NoneType = type(None)
EllipsisType = type(...)
NotImplementedType = type(NotImplemented)
MappingProxyType = type(_C.__dict__)
ModuleType = type(_sys)
CodeType = type(_generator.__code__)
GenericAlias, UnionType = type(list[int]), type(int | None)
del _C, _generator


class SimpleNamespace:
    def __reduce__(self):
        return type(self), (), self.__dict__

    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        inside = ", ".join(f"{k}={v!r}" for k, v in self.__dict__.items())
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        return f"{name}({inside})"

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented
