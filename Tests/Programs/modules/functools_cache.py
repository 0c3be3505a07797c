import copy, functools, gc, weakref
from functools import lru_cache, cache

def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)

def calls(maxsize=128, typed=False):
    log = []
    @lru_cache(maxsize, typed)
    def f(*a, **k):
        log.append((a, k))
        return len(log)
    f.log = log
    return f
f = calls()
print([f(1), f(1), f(1.0), f(True), f('1'), f(1, 2), f(1, 2), f(a=1), f(a=1), f(b=2, a=1), f(a=1, b=2), f((1,)), f((1, 2)), f(), f(), f(None), f(10**30), f(10**30)], f.cache_info())
f = calls(typed=True)
print([f(1), f(1.0), f(True), f(1), f(a=1), f(a=1.0), f(a=1), f('x'), f('x'), f(1, 1.0), f(1.0, 1), f((1,)), f((1.0,))], f.cache_info(), f.cache_parameters())
t(f, []); t(f, x={}); t(f, 1, []); print(f.cache_info())
for size in (0, 1, 2, 3, 5, -4, None, True):
    f = calls(size)
    print(size, [f(i) for i in (1, 2, 3, 1, 2, 3, 4, 1, 5, 5, 4, 3, 3, 1, 2, 6, 7, 1)], f.cache_info(), f.cache_clear(), f.cache_info(), f(1), f(1))
# The one used longest ago goes first; against a model.
state = 7
def number(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return (state >> 8) % n
for size in (1, 2, 7, 50, 128):
    f = lru_cache(size)(lambda *a: a)
    order = []
    hits = misses = 0
    for _ in range(3000):
        key = number(size * 2) if number(2) else str(number(size))
        if key in order: order.remove(key); hits += 1
        else:
            misses += 1
            if len(order) == size: order.pop(0)
        order.append(key)
        f(key)
    assert f.cache_info() == (hits, misses, size, len(order)), (f.cache_info(), hits, misses)
    for key in order: f(key)
    print(f.cache_info().hits == hits + len(order), f.cache_info())
# Keys that call back.
class Key:
    def __init__(self, name, on_hash=None, on_eq=None): self.name = name; self.on_hash = on_hash; self.on_eq = on_eq
    def __hash__(self):
        if self.on_hash: self.on_hash()
        return 42
    def __eq__(self, other):
        if self.on_eq: self.on_eq()
        return self.name == other.name
    def __repr__(self): return self.name
for size in (None, 2, 3):
    f = calls(size)
    print([f(Key('a')), f(Key('b')), f(Key('a')), f(Key('c')), f(Key('b')), f(Key('a'))], f.cache_info())
    print([f(Key('a', on_hash=f.cache_clear)), f(Key('a')), f(Key('b', on_eq=f.cache_clear)), f(Key('b'))], f.cache_info())
    print([f(Key('q', on_eq=lambda: f(1))), f(Key('q', on_hash=lambda: [f(i) for i in range(5)])), f(1)], f.cache_info())
    def boom(): raise ValueError('boom')
    t(f, Key('z', on_hash=boom)); f(Key('y')); t(f, Key('z', on_eq=boom)); print(f.cache_info())
# Functions that call the cache.
for size in (None, 1, 3, 100):
    @lru_cache(size)
    def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
    print(fib(20), fib.cache_info())
    @lru_cache(size)
    def same(n, depth=[0]):
        depth[0] += 1
        if depth[0] < 3: return same(n), depth[0]
        return depth[0]
    print(same(1), same(1), same.cache_info())
    @lru_cache(size)
    def clearing(n):
        clearing.cache_clear()
        return n
    print(clearing(1), clearing(1), clearing(2), clearing.cache_info())
    @lru_cache(size)
    def failing(n):
        if n: raise KeyError(n)
    t(failing, 1); t(failing, 1); t(failing, 0); print(failing.cache_info())
@cache
def count(n): return 0 if n == 0 else 1 + count(n - 1)
print(count(150), count.cache_info())
def endless(n): return endless_cached(n + 1)
endless_cached = lru_cache(None)(endless)
try: endless_cached(0)
except RecursionError: print('RecursionError', endless_cached.cache_info().currsize)
# As methods, attributes, copies.
class C:
    def __init__(self, n): self.n = n
    @lru_cache(maxsize=4)
    def m(self, x=1, *, y=2): """Says m."""; return self.n, x, y
    @classmethod
    @lru_cache
    def c(cls, x): return cls.__name__, x
    @staticmethod
    @lru_cache
    def s(x): return x
    @functools.cached_property
    def p(self): print('computed'); return self.n
a, b = C(1), C(2)
print(a.m(), a.m(), b.m(), a.m(1), a.m(y=3), C.m(a), C.m.cache_info(), a.m.__func__ is C.m, a.c(1), C.c(1), C.c.cache_info(), C.s(1), a.s(1), C.s.cache_info(), a.p, a.p)
print(C.m.__name__, C.m.__qualname__, C.m.__doc__, C.m.__wrapped__(a), C.m.cache_parameters(), type(C.m).__name__, type(C.m).__module__)
t(C.m.__get__, None); print(C.m.__get__(None, int) is C.m, copy.copy(C.m) is C.m, copy.deepcopy(C.m) is C.m, C.m.__reduce__())
C.m.extra = 1; print(C.m.extra, sorted(C.m.__dict__)); del C.m.extra
W = type(C.m)
t(W, len, 'a', 0, None); t(W, 5, 1, 0, None); t(W, len, 1.5, 0, None); t(W.__call__); t(C.m.cache_info, 1); t(lambda: type('X', (W,), {}))
t(lru_cache, 'x'); t(lru_cache, 1.5); print(W(len, 3, 0, lambda *a: a).cache_info())
print(list(map(lru_cache(lambda x: x * 2), [1, 2, 1])), sorted('bca', key=lru_cache(None)(ord)))
print(lru_cache(max)(1, 2), lru_cache(int)('12'), lru_cache(dict)(a=1), lru_cache(functools.partial(max, 5))(3), lru_cache(a.m)(9))
class Held: pass
f = lru_cache(2)(lambda x: None)
h = Held(); r = weakref.ref(h); f(h); del h; gc.collect(); print(r() is not None); f(1); f(2); gc.collect(); print(r() is None)
me = lru_cache(None)(lambda x: me); me(1); r = weakref.ref(me); del me; gc.collect(); print(r() is None)
