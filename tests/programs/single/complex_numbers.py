import copyreg
import pickle

a = 3+4j
print(a, -a, a.real, a.imag, abs(a), a.conjugate(), 1j * 1j, a + 1, 2 - a, a * 2.5, 1 / a, a ** 2, complex('1-2.5j'), complex(1), complex(0, -1))
print(a == 3+4j, a == 3, complex(5) == 5, hash(complex(5)) == hash(5), bool(0j), {1j: 'i'}[1j], isinstance(a, complex), type(a), f'{a:.2f}', [1j, 2.5j])
data = {'a': [1, 2.0, 3+4j], 'b': ('text', b'bytes'), 'c': {None, True, False}}
for protocol in range(6):
    text = pickle.dumps(data['a'], protocol)
    print(text, pickle.loads(text) == data['a'])
print(pickle.loads(pickle.dumps(data)) == data)
for wrong in ['1j < 2j', 'complex("x")', 'complex([])', '1j // 1', 'a / 0', '1j + "a"']:
    try:
        print(eval(wrong))
    except Exception as error:
        print(wrong, type(error).__name__, error)
copyreg.pickle(complex, lambda c: (complex, (c.real + 1, c.imag)))
print(pickle.loads(pickle.dumps(1j)))
print((-8) ** (1 / 3), (-2.5) ** 0.5, pow(-4, -1.5))
