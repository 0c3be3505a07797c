import operator as o, functools

def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)

for c in (o.itemgetter, o.attrgetter, o.methodcaller):
    print(c, c.__module__, c.__qualname__)
    t(c); t(c, k=1); t(c, 'a', k=1); t(c, 1); t(c, 'a', 'b'); t(c, 'a.b', 'b', 'c')
    print(repr(c('a.b')), str(c('x')), c('x', 'y'))
    g = c('x', 'y')
    t(g); t(g, 1, 2); t(g, 1, k=2); t(g, k=2); t(g.__call__); t(g.__call__, 1, 2)
    print(g.__reduce__())
    t(setattr, g, 'a', 1)
    t(lambda: type('S', (c,), {}))
    t(lambda: c('x') == c('x'))
    t(lambda: c.__new__(int, 'x'))
    t(lambda: c.__call__(1, 'x'))
m = o.methodcaller('f', 1, 2, k=3, l='x')
print(m, m.__reduce__())
print(o.methodcaller('f', k=3).__reduce__())
for make in (lambda x: o.methodcaller('f', x), lambda x: o.itemgetter(x), lambda x: o.itemgetter(x, 1), lambda x: o.methodcaller('f', k=x)):
    x = []
    m = make(x)
    x.append(m)
    print(m)

class T(tuple):
    def __getitem__(self, i):
        return 'T', i
class I:
    def __index__(self):
        return 1
class D(dict):
    def __missing__(self, key):
        return 'missing', key
t(o.itemgetter(0), T((1, 2))); t(o.itemgetter(-1), (1, 2)); t(o.itemgetter(5), (1, 2)); t(o.itemgetter(True), (1, 2))
t(o.itemgetter(slice(1)), (1, 2)); t(o.itemgetter('a'), {'a': 1}); t(o.itemgetter('b'), {'a': 1}); t(o.itemgetter('b'), D())
t(o.itemgetter(I()), [1, 2]); t(o.itemgetter(10**30), (1, 2)); t(o.itemgetter(0), 5); t(o.itemgetter(1, 0, -1), 'abc'); t(o.itemgetter(1.5), {1.5: 2})
t(o.itemgetter([]), {}); t(o.itemgetter(0, 7), [1]); t(o.itemgetter(2), range(5)); t(o.itemgetter(2), b'abc')
t(sorted, [(2, 'a'), (1, 'b'), (1, 'a')], key=o.itemgetter(0)); t(sorted, [(2, 'a'), (1, 'b'), (1, 'a')], key=o.itemgetter(1, 0))
t(list, map(o.itemgetter(1), [(1, 2), [3, 4], 'ab']))

class A:
    x = 1
    def __init__(self): self.y = self.__class__; self.z = 'z'
    def __getattr__(self, name):
        if name.startswith('no'): raise AttributeError('never ' + name)
        return name.upper()
    @property
    def p(self): return self
    def m(self, *a, **k): return a, k
    @staticmethod
    def s(*a, **k): return 's', a, k
    @classmethod
    def c(cls, *a, **k): return cls.__name__, a, k
a = A()
a.f = lambda *a, **k: ('f', a, k)
t(o.attrgetter('x'), a); t(o.attrgetter('y.x'), a); t(o.attrgetter('p.p.p.z', 'x'), a); t(o.attrgetter('q'), a); t(o.attrgetter('no'), a); t(o.attrgetter('p.no.x'), a)
t(o.attrgetter('a..b'), 1); t(o.attrgetter('.a'), 1); t(o.attrgetter('a.'), 1); print(o.attrgetter('a..b'), o.attrgetter(''))
t(o.attrgetter('real.imag.real'), 5); t(o.attrgetter('é.ü'), a); t(o.attrgetter('__class__.__name__'), 5)
class S(str): pass
t(o.attrgetter(S('real')), 1)
t(type, o.attrgetter(S('real')).__reduce__()[1][0])
for name in ('m', 's', 'c', 'f', 'no', 'zz', 'x', 'p'):
    t(o.methodcaller(name), a); t(o.methodcaller(name, 1, k=2), a); t(o.methodcaller(name, 1, 2, 3, 4, 5), a)
t(o.methodcaller('upper'), 'abc'); t(o.methodcaller('split', ','), 'a,b'); t(o.methodcaller('split', sep=',', maxsplit=1), 'a,b,c'); t(o.methodcaller('bit_length'), 1000)
t(o.methodcaller('append', 1), ()); t(o.methodcaller('upper', 1), 'x'); t(o.methodcaller('mro'), int); t(o.methodcaller('fromkeys', 'ab'), dict)
t(list, map(o.methodcaller('upper'), 'abc'))
t(o.methodcaller('m', self=1), a); t(o.methodcaller('m', name='n', func=2), a)
class B:
    def f(self, n): return n if n == 0 else 1 + o.methodcaller('f', n - 1)(self)
    def __init__(self): pass
t(B().f, 200)
calls = []
class M:
    def f(self, a, b=2, *, k=3): calls.append((a, b, k)); return self
m = M()
t(lambda: o.methodcaller('f', 1)(m) is m); t(lambda: o.methodcaller('f', 1, 5, k=6)(m) is m); t(o.methodcaller('f'), 1); t(lambda: o.methodcaller('f')(m)); t(lambda: o.methodcaller('f', 1, j=2)(m))
print(calls)
import copy
for g in (o.itemgetter(1, 2), o.attrgetter('a.b', 'c'), o.methodcaller('f', 1), o.methodcaller('f', 1, k=2)):
    print(copy.copy(g), copy.deepcopy(g))
try:
    o.itemgetter(0)(*[(1,)], **{})
    print(o.itemgetter(0)(*[(1,)], **{}), o.itemgetter(0).__call__((3,)))
except Exception as e:
    print(e)
