import contextlib
import datetime
import os
import pickle
import sys
import traceback
from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence


class Packets(Sequence):
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, index):
        return self.items[index]

    def __len__(self):
        return len(self.items)


packets = Packets('a', 'b', 'a')
print(list(packets), 'b' in packets, packets.index('b'), packets.count('a'), list(reversed(packets)), isinstance(packets, Sequence))


class Headers(MutableMapping):
    def __init__(self, **named):
        self.held = {}
        self.update(named)

    def __getitem__(self, key):
        return self.held[key.lower()]

    def __setitem__(self, key, value):
        self.held[key.lower()] = value

    def __delitem__(self, key):
        del self.held[key.lower()]

    def __iter__(self):
        return iter(self.held)

    def __len__(self):
        return len(self.held)


headers = Headers(Host='a')
headers.update({'Accept': '*/*'}, TE='x')
print(dict(headers), headers.get('zz', 0), headers.pop('te'), list(headers.items()), 'HOST' in headers, headers.setdefault('age', 3), headers == {'host': 'a'})
print(headers.popitem(), len(headers), isinstance(headers, Mapping), isinstance({}, MutableMapping), isinstance([], MutableSequence))
for abstract in Sequence, MutableMapping:
    try:
        abstract()
    except TypeError as error:
        print(error)


class Failure(Exception):
    def __init__(self, text, code=7, name='none'):
        super().__init__(text)
        self.code, self.name = code, name


failure = pickle.loads(pickle.dumps(Failure('lost', 9, 'link')))
print(repr(failure), failure.code, failure.name)


class Evil:
    def __reduce__(self):
        return os.system, ('echo "you were  hacked"   now',)


evil = pickle.dumps(Evil())
print(evil, pickle.dumps(os.getcwd))
print(datetime.datetime.strptime('2024-01-02 03:04', '%Y-%m-%d %H:%M'), datetime.datetime.strptime('15/Mar/2024:10:11:12 +0200', '%d/%b/%Y:%H:%M:%S %z'))
for text, form in [('x', '%Y'), ('2024 ', '%Y'), ('2024', '%Q'), ('2024-13-01', '%Y-%m-%d'), ('2024-02-30', '%Y-%m-%d')]:
    try:
        print(datetime.datetime.strptime(text, form))
    except ValueError as error:
        print(error)


@contextlib.contextmanager
def connection():
    print('open')
    try:
        yield 'link'
    finally:
        print('close')


def use():
    with connection() as link:
        raise ConnectionError('on ' + link)


try:
    use()
except ConnectionError:
    traceback.print_exc(file=sys.stdout)


def expect(value):
    assert isinstance(value, bytes) and value, f'expected bytes, got {type(value).__name__}'


for check in [lambda: expect('a')]:
    try:
        check()
    except AssertionError:
        print(traceback.format_exc())
x = 0
try:
    assert x == 1 and not x
except AssertionError:
    print(traceback.format_exc())
try:
    assert (x == 1 if x else x), 'either way'
except AssertionError:
    print(traceback.format_exc())
assert not bool(packets), 'not empty'
