import logging
import pprint
import sys
import textwrap
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from dataclasses import dataclass
from itertools import count

print(textwrap.dedent('''
    a
      b
    c'''), textwrap.wrap('the quick brown fox jumps', 10), textwrap.fill('aaa bbb-ccc ccc', 7), textwrap.indent('a\nb', '> '))
print(textwrap.shorten('hello  big world', 11), textwrap.wrap('x' * 25, 10), textwrap.fill('one two three', 9, initial_indent='* ', subsequent_indent='  '))
pprint.pprint({'b': [1, 2], 'a': {'x': 'y' * 30, 'z': list(range(30))}, 3: None})
pprint.pprint([('GET', '/index.html', {'Host': 'localhost', 'Accept': '*/*'}, b'x' * 20)], width=40)
pprint.pprint('the quick brown fox jumps over the lazy dog', width=20)
print(pprint.pformat({'b': 1, 'a': {2, 1}}), pprint.pformat([]))


def square(x):
    time.sleep(0.01 * x)
    return x * x


with ThreadPoolExecutor(max_workers=2, thread_name_prefix='pool') as pool:
    print(list(pool.map(square, range(4))), pool.submit(pow, 2, 3).result())
    failed = pool.submit(lambda: 1 / 0)
    print(repr(failed.exception()), failed.done(), failed.cancelled())
    print([future.result() for future in as_completed([pool.submit(square, 9), pool.submit(square, 1)])])
    print(pool.submit(lambda: threading.current_thread().name[:5]).result())
    done, waiting = wait([pool.submit(square, 1)])
    print(len(done), len(waiting))
try:
    pool.submit(print)
except RuntimeError as error:
    print(error)

logging.basicConfig(level=logging.DEBUG, format='%(levelname)s:%(funcName)s:%(lineno)d:%(message)s', stream=sys.stdout)


def serve():
    logging.getLogger('server').info('started on %d', 9999)
    warnings.warn('careful')
    warnings.warn('old', DeprecationWarning)


serve()
serve()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    warnings.warn('seen')
    print(len(caught), caught[0].message, caught[0].category.__name__)


def hook(args):
    print('hook', args.exc_type.__name__, args.exc_value, args.thread.name)


threading.excepthook = hook
thread = threading.Thread(target=square, args=('a',), name='worker')
thread.start()
thread.join()


@dataclass(slots=True)
class Slim:
    x: int
    y: int = 2


print(Slim(1), Slim.__slots__, hasattr(Slim(1), '__dict__'), next(count(3)), count(2, 3))
