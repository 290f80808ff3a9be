from pickle import _dis, _genops, _optimize


class OpcodeInfo:
    def __init__(self, name, code, proto):
        self.name, self.code, self.proto = name, code, proto


def _data(pickle):
    return pickle.read() if hasattr(pickle, "read") else pickle


def dis(pickle, out=None, memo=None, indentlevel=4, annotate=0):
    data = _data(pickle)
    print(_dis(data, indentlevel, annotate, False), end="", file=out)
    _dis(data, indentlevel, annotate, True)


def genops(pickle):
    for name, code, proto, arg, pos in _genops(_data(pickle)):
        yield OpcodeInfo(name, code, proto), arg and eval(arg), pos


def optimize(p):
    return _optimize(p)
