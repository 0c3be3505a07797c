"""Caches: LRU by linked list, TTL with a fake clock, memoizing decorators, weak values."""
import _memoize as ft
import weakref
class Link:
    __slots__ = 'prev', 'next', 'key', 'value', '__weakref__'
class LRU:
    def __init__(self, size):
        if size < 1: raise ValueError('size must be positive')
        self.size, self.map, self.root = size, {}, Link()
        self.root.prev = self.root.next = self.root
        self.hits = self.misses = 0
    def _unlink(self, l): l.prev.next, l.next.prev = l.next, l.prev
    def _front(self, l):
        l.next, l.prev = self.root.next, self.root
        self.root.next.prev = l; self.root.next = l
    def __getitem__(self, k):
        try: l = self.map[k]
        except KeyError:
            self.misses += 1
            raise
        self.hits += 1; self._unlink(l); self._front(l); return l.value
    def __setitem__(self, k, v):
        if k in self.map: self._unlink(self.map.pop(k))
        elif len(self.map) >= self.size:
            last = self.root.prev; self._unlink(last); del self.map[last.key]
        l = Link(); l.key, l.value = k, v; self.map[k] = l; self._front(l)
    def __delitem__(self, k): self._unlink(self.map.pop(k))
    def __len__(self): return len(self.map)
    def __iter__(self):
        l = self.root.next
        while l is not self.root: yield l.key; l = l.next
    def __contains__(self, k): return k in self.map
    def get(self, k, default=None):
        try: return self[k]
        except KeyError: return default
    def __repr__(self): return f'LRU({", ".join(f"{k!r}: {self.map[k].value!r}" for k in self)})'
c = LRU(3)
for i, k in enumerate('abcd'): c[k] = i
print(c, 'a' in c, len(c), c['b'], c, c.get('zz', 'none'), c.hits, c.misses)
c['b'] = 'new'; del c['c']; print(c, list(c))
try: c['nope']
except KeyError as e: print('KeyError', e, e.args)
try: LRU(0)
except ValueError as e: print(e)

@ft.memoize(maxsize=4)
def slow(n, *, scale=1):
    "A slow function."
    ft.log.append(n); return n * scale
print([slow(i) for i in (1, 2, 1, 3, 4, 5, 1)], slow(2, scale=3), slow.cache_info(), ft.log)
print(slow.__name__, slow.__doc__, slow.__wrapped__ is not slow, slow.__qualname__, slow.__kwdefaults__ if hasattr(slow, '__kwdefaults__') else None)
@ft.memoize
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(120), fib.cache_info())
class Resource:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'<R{self.n}>'
cache = weakref.WeakValueDictionary() if hasattr(weakref, 'WeakValueDictionary') else {}
r = Resource(1); cache['r'] = r; print(dict(cache)); 
ref = weakref.ref(r, lambda _: print('gone')); print(ref() is r)
slow([1])
