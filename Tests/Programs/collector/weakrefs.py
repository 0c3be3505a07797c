import gc, sys
import _weakref
from _weakref import ref, proxy, getweakrefcount, getweakrefs
log = []

class C:
    def __init__(self, name='c'):
        self.name = name
    def __eq__(self, other):
        return isinstance(other, C) and self.name == other.name
    def __hash__(self):
        return hash(self.name)
    def method(self):
        return self.name

def show(*args):
    print(*args)

# Basics.
c = C()
r = ref(c)
print(r() is c, ref(c) is r, type(r) is ref, r.__callback__, getweakrefcount(c), getweakrefs(c) == [r])
del c
gc.collect()
print(r(), getweakrefcount(1), getweakrefs(1), repr(r).endswith('; dead>'))

# Callbacks: the newest first.
def cb(n):
    def callback(reference):
        log.append((n, reference()))
    return callback
c = C()
r0 = ref(c)
rs = [ref(c, cb(i)) for i in range(4)]
print(getweakrefcount(c), [x is r0 for x in getweakrefs(c)], rs[0].__callback__.__name__)
print([rs.index(x) for x in getweakrefs(c)[1:]])
del c
gc.collect()
print(log, rs[0].__callback__, [x() for x in rs])
log.clear()

# A reference that died before its referent calls nothing.
c = C()
r1 = ref(c, cb('gone'))
r2 = ref(c, cb('there'))
del r1
gc.collect()
print(getweakrefcount(c))
del c
gc.collect()
print(log)
log.clear()

# Several objects.
a, b, c = C('a'), C('b'), C('c')
ra, rb, rc = ref(a, cb('a')), ref(b, cb('b')), ref(c, cb('c'))
del a, b, c
gc.collect()
print(log)
log.clear()

# Order with __del__: first the object's finalizer, then the callbacks.
class D:
    def __del__(self):
        log.append('del')
d = D()
rd = ref(d, cb('callback'))
del d
gc.collect()
print(log)
log.clear()
# In a cycle references are cleared first.
class E:
    def __del__(self):
        log.append(('del', re()))
e = E()
e.e = e
re = ref(e, cb('callback'))
del e
gc.collect()
print(log)
log.clear()
# No callback for a reference that is garbage together with its referent.
def scope():
    c = C()
    c.r = ref(c, cb('inner'))
    c.me = c
scope()
gc.collect()
print(log)

# Exceptions in callbacks are reported.
reports = []
sys.unraisablehook = lambda u: reports.append((u.exc_type.__name__, str(u.exc_value), u.err_msg))
c = C()
r = ref(c, lambda r: 1/0)
del c
gc.collect()
print(reports)
reports.clear()
sys.unraisablehook = sys.__unraisablehook__

# Equality and hashes.
a, b = C('x'), C('x')
ra, rb = ref(a), ref(b)
print(ra == rb, ra != rb, hash(ra) == hash(a), ra == a, {ra: 1}[rb])
rh = ref(C('y'))
gc.collect()
try:
    hash(rh)
except TypeError as e:
    print(e)
h = hash(ra)
del a
gc.collect()
print(hash(ra) == h, ra == rb, ra == ra, ra != rb)
try:
    ra < rb
except TypeError as e:
    print(e)

# What can be referred to.
for value in [1, 'a', b'a', None, (), [], {}, 1.5, object(), range(3), slice(1)]:
    try:
        ref(value)
        print('ok', type(value).__name__)
    except TypeError as e:
        print(e)
class L(list): pass
class I(int): pass
class T(tuple): pass
class S(str): pass
def f(): pass
def g(): yield
for value in [L(), {1}, frozenset([1]), f, C().method, len, C, gc, g(), f.__code__, memoryview(b''), type]:
    print(ref(value)() is value, end=' ')
print()
try:
    ref(T((1,)))
    print('ok')
except TypeError as e:
    print(e)

# Slots.
class NoWeak:
    __slots__ = ('a',)
class Weak:
    __slots__ = ('a', '__weakref__')
try:
    ref(NoWeak())
except TypeError as e:
    print(e)
w = Weak()
rw = ref(w)
print(rw() is w, w.__weakref__ is rw, 'a' in dir(w), '__weakref__' in Weak.__dict__, '__weakref__' in NoWeak.__dict__)
c = C()
print(c.__weakref__)
rc = ref(c)
print(c.__weakref__ is rc)
try:
    c.__weakref__ = 1
except AttributeError as e:
    print(type(e).__name__)
class Both(Weak): pass
print(ref(Both()) is not None, Both.__dict__.get('__weakref__'))

# Subclasses of ref.
class R(ref):
    def __new__(cls, ob, callback=None, key=None):
        self = super().__new__(cls, ob, callback)
        self.key = key
        return self
    def __init__(self, ob, callback=None, key=None):
        super().__init__(ob, callback)
c = C()
k1, k2 = R(c, None, 1), R(c, None, 2)
print(k1 is k2, k1.key, k2.key, k1() is c, k1 == k2, isinstance(k1, ref), getweakrefcount(c))
class R2(ref):
    __slots__ = ('extra',)
x = R2(c)
x.extra = 5
print(x.extra, x() is c)
del c
gc.collect()
print(k1(), x())

# Arguments.
for bad in [lambda: proxy(1), lambda: proxy()]:
    try:
        print(bad())
    except TypeError as e:
        print(type(e).__name__, e)

# Proxies.
class P:
    def __init__(self): self.items = [1, 2, 3]
    def __len__(self): return len(self.items)
    def __getitem__(self, i): return self.items[i]
    def __setitem__(self, i, v): self.items[i] = v
    def __delitem__(self, i): del self.items[i]
    def __contains__(self, v): return v in self.items
    def __iter__(self): return iter(self.items)
    def __add__(self, o): return ('add', o)
    def __radd__(self, o): return ('radd', o)
    def __iadd__(self, o): self.items += o; return self
    def __neg__(self): return 'neg'
    def __int__(self): return 42
    def __float__(self): return 4.5
    def __index__(self): return 7
    def __bool__(self): return bool(self.items)
    def __str__(self): return 'P!'
    def __eq__(self, o): return 'eq'
    def __lt__(self, o): return 'lt'
    def __bytes__(self): return b'P'
    def method(self, x): return x * 2
p = P()
q = proxy(p)
print(type(q).__name__, len(q), q[1], 2 in q, list(q), q + 1, 1 + q, -q, int(q), float(q), bool(q), str(q), q == 1, q < 1, q.method(4), bytes(q))
q[0] = 9
del q[1]
q += [5]
q.attr = 'set'
print(p.items, p.attr, hasattr(q, 'nothing'), isinstance(q, P), q.__class__ is P)
del q.attr
print(hasattr(p, 'attr'), [10, 20, 30, 40, 50, 60, 70, 80][q])
try:
    hash(q)
except TypeError as e:
    print(e)
q = proxy(p)
def call(x): return x + 1
qc = proxy(call)
print(type(qc).__name__, qc(1), callable(qc), proxy(p) is q)
del p
gc.collect()
for use in [lambda: q.items, lambda: len(q), lambda: str(q), lambda: q + 1, lambda: bool(q), lambda: setattr(q, 'a', 1)]:
    try:
        use()
    except ReferenceError as e:
        print(e)
print(_weakref.ReferenceType is ref, _weakref.ProxyType.__name__, _weakref.CallableProxyType.__name__)
