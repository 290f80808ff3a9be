# Bytes that are not (quite) a pickle.
import pickle

good = pickle.dumps({1: "hi", 2: "there"})
print(len(good), good)
for cut in range(len(good)):
    try:
        print(cut, pickle.loads(good[:cut]))
    except Exception as error:
        print(cut, type(error).__name__, error)
framed = f"{len(good):<10}".encode() + good
for start in range(0, 34):
    try:
        print(start, pickle.loads(framed[start:]))
    except Exception as error:
        print(start, type(error).__name__, error)
for data in [b"", b"hello", b"123", b'{"a":1}', b"<html>", b"Welcome to", b"GET / HTTP/1.1", b".", b"(.", b"a.", b"h\x05.", b"\x80\x06N.", b"Sabc\n.", b"N.N.", good + good, b"\x80\x04\x95\xff\x00\x00\x00\x00\x00\x00\x00N.", b"cnope\nfoo\n.", b"c__main__\nFoo\n.", b"I12x\n.", b"}(K\x01.", b"]K\x01a.", b"K\x01K\x02."]:
    try:
        print(data[:12], pickle.loads(data))
    except Exception as error:
        print(data[:12], type(error).__name__, str(error).split(" from '")[0])
for bad in ["text", None, 5]:
    try:
        pickle.loads(bad)
    except TypeError as error:
        print(error)
print(pickle.UnpicklingError.__name__, issubclass(pickle.UnpicklingError, Exception), issubclass(pickle.UnpicklingError, pickle.PickleError))
pickle.loads(framed)
