# Tuples, unpacking, and displays and calls with * and **.
def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except BaseException as error:
        print(type(error).__name__, error)

t = (1, 2, 3, 2)
print(t, (), (1,), t[0], t[-1], t[1:], t[::-1], t + (5,), t * 2, 0 * t, 2 in t, 9 in t, len(t), t.count(2), t.index(2), t.index(2, 2), t < (1, 3), t == (1, 2, 3, 2), t != [1, 2, 3, 2], hash(t) == hash((1, 2, 3, 2)))
print(t[:] is t, t * 1 is t, tuple(t) is t, () + t is t, t + () is t, tuple([]) is (), tuple('ab'), tuple(iter([1])), tuple({1: 2}), tuple(range(3)))
for f in [lambda: t[9], lambda: t['a'], lambda: t + [1], lambda: t * 'a', lambda: t < [1], lambda: t.index(7), lambda: t.index(), lambda: tuple(1), lambda: tuple(1, 2), lambda: tuple(a=1), lambda: hash(([],)), lambda: t.__getitem__(None), lambda: t.count()]:
    attempt(f)
def assign(): t[0] = 1
attempt(assign)
def delete(): del t[0]
attempt(delete)
print([hash(x) for x in ((), (0,), (1, 2), (-1,), ((),), (1, (2, 3)), (1.5,), (True,), (None is None,), tuple(range(50)))])
x = ([],); x[0].append(x); print(x)
class T(tuple):
    def __new__(cls, *items, tag=None):
        self = super().__new__(cls, items)
        self.tag = tag
        return self
u = T(1, 2, 3, tag='t'); print(u, u.tag, u[1], u[0:2], type(u[0:2]), type(u + ()), type(u * 1), u == (1, 2, 3), hash(u) == hash((1, 2, 3)), len(u), list(u), u.__class__.__name__)
u.other = 5; u.more = 6; print(u, u.other, u.more, u[2], {u: 1}[(1, 2, 3)], isinstance(u, tuple), T(), tuple(u), type(tuple(u)))
a, b, c = u; print(a, b, c)
it = iter(t); print(next(it), it.__length_hint__(), list(it), list(it), it.__reduce__()[1]); it = iter(t); it.__setstate__(3); print(list(it))

# Unpacking
def two(value):
    a, b = value
    return a, b
def star(value):
    a, *b, c = value
    return a, b, c
def first(value):
    *a, b = value
    return a, b
def nested(value):
    (a, b), [c, *d] = value
    return a, b, c, d
class Old:
    def __getitem__(self, index):
        if index > 2: raise IndexError
        return index
class Bad:
    def __iter__(self): raise ValueError('iter')
class BadNext:
    def __iter__(self): return self
    def __next__(self): raise ValueError('next')
class NotIterator:
    def __iter__(self): return 5
for value in [(1, 2), [1, 2], 'ab', {1: 2, 3: 4}, iter([1, 2]), range(2), (1,), [1], (1, 2, 3), [1, 2, 3], 'abc', {1: 1}, iter([1]), iter([1, 2, 3]), range(5), (), [], 5, None, Old(), Bad(), BadNext(), NotIterator(), int, 2.5, T(1, 2), {1, 2}, (x for x in 'xy')]:
    attempt(two, value)
for value in [(1, 2), [1, 2, 3, 4], 'abcde', (1,), [], 5, iter([1, 2, 3]), iter([1]), Old(), Bad(), BadNext()]:
    attempt(star, value)
    attempt(first, value) if not hasattr(value, '__next__') else None
attempt(nested, [(1, 2), 'xyz']); attempt(nested, [(1, 2), '']); attempt(nested, [1, 2])
consumed = iter(range(10)); attempt(two, consumed); print(list(consumed))
a, b = b, a = 1, 2; print(a, b)
for a, (b, *c) in [(1, 'xyz'), (2, [3])]: print(a, b, c)
[a, b], c = (1, 2), 3; print(a, b, c)

# Displays
def generate(): yield 1; yield 2
print([*generate(), *(), *'ab', 3], (*generate(), *[5]), {*generate(), 2, *[7]}, {**{'a': 1}, 'b': 2, **{'a': 3}})
for f in [lambda: [*5], lambda: (*None,), lambda: {*5}, lambda: {**5}, lambda: {**[1]}, lambda: [*Bad()], lambda: [*BadNext()], lambda: {*[[]]}]:
    attempt(f)
def f(*args, **kwargs): return args, kwargs
print(f(*generate(), 3, *[4], a=1, **{'b': 2}), f(*'ab'), f(**{}), f(*()), f(*{1: 2}), f(*T(1, 2)))
def fails(call):
    try: print(call())
    except Exception as error: print(type(error).__name__, str(error).replace('__main__.', ''))
for call in [lambda: f(*5), lambda: f(**5), lambda: f(**{1: 2}), lambda: f(a=1, **{'a': 2}), lambda: f(*[1], *5), lambda: f(**{'a': 1}, **{'a': 2}), lambda: f(*Bad()), lambda: print(*5), lambda: len(**{'a': 1}), lambda: [].append(*[1, 2])]:
    fails(call)
