import copy, functools, warnings, weakref
from functools import partial, reduce, cmp_to_key

def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)

def show(*a, **k): return a, k
t(partial); t(partial, k=1); t(partial, 5); t(partial.__new__); t(partial.__new__, int)
p = partial(show, 1, 2, a=3)
print(p(), p(4), p(b=5), p(4, a=6, c=7), p(*range(5), **{'z': 1, 'a': 2}))
print(p.args, p.keywords, p.func is show, partial(int, '12', base=3)(), partial(int, base=16)('ff'))
for name in ('func', 'args', 'keywords'): t(setattr, p, name, 1); t(delattr, p, name)
q = partial(p, 10, a=20, d=30)
print(q.func is show, q.args, q.keywords, q(), q(a=1), p())
p.note = 'own attributes'
r = partial(p, 5)
print(r.func is p, r.args, r(), p.__dict__)
p.keywords['new'] = 1
print(p(), q())
p.keywords.clear()
print(p(), p(x=1))
k = partial(show)
k.keywords[1] = 2
t(k); t(lambda: repr(k)[-5:]); t(k, z=1)
class S(str):
    def __eq__(self, other): return str(self) == str(other).lower()
    def __hash__(self): return hash(str(self))
kw = {}
partial(kw.update, a=1)(b=2); print(kw)
# What is called.
class C:
    def __init__(self, *a, **k): self.got = a, k
    def __call__(self, *a, **k): return 'called', a, k
    def m(self, *a, **k): return 'm', a, k
    @staticmethod
    def s(*a): return 's', a
    @classmethod
    def c(cls, *a): return cls.__name__, a
c = C()
print(partial(C, 1, k=2)(3).got, partial(c, 1)(2, z=3), partial(c.m, 1)(2), partial(C.m, c, 1)(2), partial(C.s, 1)(2), partial(C.c, 1)(2))
print(partial(max, 1, 2)(0), partial(max, key=lambda x: -x)(3, 1, 2), partial(sorted, reverse=True)([1, 3, 2]), partial(print, 'x', end='!\n')('y', sep='-'))
print(list(map(partial(pow, 2), range(5))), sorted('bca', key=partial(show, 1)), list(partial(lambda a, b: (yield (a, b)), 1)(2)))
print(partial(partial(partial(show, 1), 2), 3)(4), partial(partial, show)(1)(2), partial(''.join)('ab'), partial(len, 'abc')())
t(partial(len), 1, 2); t(partial(lambda a: a), 1, 2); t(partial(lambda a: a, 1), a=2); t(partial(lambda *, a: a), b=1); t(partial(show), **{'a': 1})
def deep(n): return 0 if n == 0 else 1 + partial(deep, n - 1)()
print(deep(300))
def forever(): return partial(forever)()
try: forever()
except RecursionError as e: print('RecursionError')
loop = partial(int)
loop.__setstate__((loop, (), {}, None))
# Text.
class P(partial):
    """A class of its own."""
print(P(len), repr(P(show, 1, a=[]))[:10], partial(int, 1, base=3), P.__name__)
for state in ((loop, (), {}, {}), (int, (loop,), {}, {}), (int, (), {'a': loop}, {})): loop.__setstate__(state); print(loop)
for s in (1, (), (1, 2, 3, 4), (len, 1, 2, 3), (len, (), 1, 2), (len, (), None, None), (len, [], {}, {}), (len, (), {}, {'a': 1}), (len, (), {}, None, 1), (C, (1,), {'k': 1}, None)):
    p = P(int, 5, k=3)
    p.x = 1
    t(p.__setstate__, s)
    print(p.args, p.keywords, sorted(p.__dict__))
class T(tuple): pass
class D(dict): pass
p.__setstate__((show, T((1, 2)), D(a=1), D(b=2)))
print(type(p.args), type(p.keywords), p(), p.b)
p = P(show, [1], a=[2])
p.attribute = 'kept'
for other in (copy.copy(p), copy.deepcopy(p)): print(type(other).__name__, other(), other.attribute, other.args[0] is p.args[0], other.keywords is p.keywords)
print(p.__reduce__()[0] is P, p.__reduce__()[1] == (show,), p.__reduce__()[2][1:], partial(show).__reduce__()[2][1:])
class V(partial):
    def __call__(self, *a): return 'V', super().__call__(*a)
print(V(show, 1)(2), partial(V(show, 1), 2)(3), partial(V(show, 1), 2).func.__class__.__name__)
t(lambda: type('B', (partial,), {'__slots__': ()})(show, 1)(2))
print(partial[int], weakref.ref(p)() is p)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    class M:
        bound = partial(show, 1)
    print(M().bound(2), M.bound(3), [(str(w.message), w.category.__name__) for w in seen])
print(hash(partial(show)) is not None, partial(show) == partial(show), partial(show) != partial(show))
# reduce
t(reduce); t(reduce, 1); t(reduce, max, 1); t(reduce, max, []); t(reduce, max, [], 5); t(reduce, 1, [1, 2]); t(reduce, 1, [1]); t(reduce, max, [1], 2, 3)
t(reduce, lambda a, b: a * 10 + b, [1, 2, 3]); t(reduce, lambda a, b: a + b, 'abc', ''); t(reduce, lambda a, b: (a, b), range(4)); t(reduce, lambda a, b: [a] + [b], (x for x in 'ab'), None)
t(reduce, lambda a, b: 1 / 0, [1, 2]); t(reduce, lambda a: a, [1, 2]); t(reduce, partial(show, 0), [1, 2, 3])
def stop(a, b): raise StopIteration('stop')
t(reduce, stop, [1, 2])
def bad():
    yield 1
    raise KeyError('bad')
t(reduce, max, bad())
class G:
    def __getitem__(self, i):
        if i < 4: return i
        raise IndexError
t(reduce, lambda a, b: a + b, G())
class NoIter:
    def __iter__(self): raise TypeError('mine')
t(reduce, max, NoIter())
# cmp_to_key
K = cmp_to_key(lambda a, b: (a > b) - (a < b))
print(type(K).__name__, type(K).__module__, sorted([3, 1, 2], key=K), sorted('bca', key=cmp_to_key(lambda a, b: ord(b) - ord(a))), max([1, 3], key=K).__class__)
t(K); t(K, 1, 2); t(K, x=3); t(lambda: K(1) < 2); t(lambda: K(1) == K(1)); t(hash, K(1)); t(lambda: K.obj); t(type(K))
x = K(1)
print(x < K(2), x <= K(1), x > K(0), x >= K(2), x != K(1), K(obj=5).obj)
x.obj = 9
print(x.obj, x > K(5)); del x.obj
t(lambda: x.obj); t(lambda: x < K(1)); t(lambda: K < K(1)); t(lambda: cmp_to_key(5)(1) < cmp_to_key(5)(2)); t(lambda: K(1)(2).obj)
t(sorted, [2, 1], key=cmp_to_key(lambda a, b: 'no number')); t(sorted, [2, 1], key=cmp_to_key(lambda a, b: 1 / 0)); t(sorted, [2, 1, 3], key=cmp_to_key(lambda a, b: float(a - b)))
