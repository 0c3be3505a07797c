# Small enough to run with a collection at every allocation.
import _functools, _collections, _heapq, _operator
def show(*a, **k): return a, k
p = _functools.partial(_functools.partial(show, [1], k=[2]), [3], j=[4])
print(p([5], k=[6]), p(), repr(p)[-20:])
class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return hash((self.n, [].__class__.__name__))
    def __eq__(self, other): return [self.n] == [other.n]
for size in (None, 2):
    f = _functools._lru_cache_wrapper(lambda *a, **k: [a, k], size, True, lambda *a: a)
    print([f(x) is f(x) for x in ([1][0], 'a' * 2, 2.5, (1, 'x' * 3))], f(1, k=[2][0]), [f(Key(i)) is f(Key(i)) for i in range(4)], f.cache_info())
    f.cache_clear()
od = _collections.OrderedDict()
for i in range(12):
    od['k' + str(i)] = [i]
    od.move_to_end('k' + str(i // 2), i % 3)
    if i % 4 == 3: od.popitem(last=i & 4)
print(od, list(reversed(od.items()))[:2], od.copy() == od, od | {'z': [1]})
h = []
for i in (5, 3, 8, 1): _heapq.heappush(h, [i, 'x' * i])
_heapq.heapify(h); print([_heapq.heappop(h) for _ in range(4)])
print(_functools.reduce(lambda a, b: a + [b], ['a' * i for i in range(4)], []), sorted(['b' * 2, 'a' * 3], key=_functools.cmp_to_key(lambda a, b: len(a) - len(b))))
print(_operator.itemgetter(0, 1)(['x' * 2, 'y' * 2]), _operator.attrgetter('__class__.__name__', 'real')(1.5), _operator.methodcaller('split', ',' * 1)('a,b'), _operator.methodcaller('n')(type('T', (), {'n': lambda s: [1]})()))
