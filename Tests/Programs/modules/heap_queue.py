import heapq as h, _heapq

def t(f, *a, **k):
    try:
        print(f.__name__, repr(f(*a, **k)))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)

print(sorted(n for n in dir(_heapq) if not n.startswith('__')))
for f in (h.heappush, h.heappop, h.heapify, h.heapreplace, h.heappushpop, h._heapify_max, h._heappop_max, h._heapreplace_max):
    print(f, f.__text_signature__, f.__module__)
    t(f); t(f, []); t(f, [], 1); t(f, 5); t(f, 5, 1); t(f, (), 1); t(f, [1], 2, 3); t(f, heap=[])
state = 12345
def number(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return (state >> 8) % n
def is_heap(x): return all(not x[i] < x[(i - 1) // 2] for i in range(1, len(x)))
def is_max_heap(x): return all(not x[(i - 1) // 2] < x[i] for i in range(1, len(x)))
makers = [lambda: number(50), lambda: number(10**6) / 7, lambda: str(number(100)), lambda: (number(5), str(number(9))), lambda: number(10**25), lambda: [number(4), number(4)],
    lambda: number(7) if number(2) else number(7) + 0.5, lambda: (number(3) / 2, number(3)), lambda: (), lambda: bool(number(2)), lambda: bytes([number(9)])]
for make in makers:
    for size in (0, 1, 2, 3, 10, 100):
        items = [make() for _ in range(size)]
        x = list(items); h.heapify(x); assert is_heap(x)
        y = []
        for item in items: h.heappush(y, item); assert is_heap(y)
        out = [h.heappop(x) for _ in items]
        assert out == sorted(items) == [h.heappop(y) for _ in items], items
        z = list(items); h._heapify_max(z); assert is_max_heap(z)
        assert [h._heappop_max(z) for _ in items] == sorted(items, reverse=True)
        if items:
            x = list(items); h.heapify(x); z = list(items); h._heapify_max(z)
            a = [h.heapreplace(x, make()) for _ in range(20)], [h.heappushpop(x, make()) for _ in range(20)], [h._heapreplace_max(z, make()) for _ in range(20)]
            assert is_heap(x) and is_max_heap(z)
            if size < 20: print(a)
x = [number(1000) for _ in range(6000)]
y = list(x); h.heapify(x); print(is_heap(x), x[:20], x[-5:]); y.sort(); print(h.nsmallest(5, x), h.nlargest(5, x), [h.heappop(x) for _ in range(3000)] == y[:3000])
x = [number(1000) for _ in range(3000)]; h._heapify_max(x); print(is_max_heap(x), x[:10])
print(list(h.merge([1, 4, 9], [2, 3, 10], [], [5])), list(h.merge(['cc', 'a'], ['bbb', 'b'], key=len, reverse=True)))
class L(list):
    def append(self, x): print('not called')
x = L(); [h.heappush(x, i) for i in (3, 1, 2)]; print(x, h.heappop(x), x)
log = []
class K:
    def __init__(self, n): self.n = n
    def __lt__(self, other): log.append((self.n, other.n)); return self.n < other.n
    def __repr__(self): return f'K{self.n}'
# The order of comparisons.
x = [K(i) for i in (5, 2, 8, 1, 9, 3, 7)]
for f, a in ((h.heapify, ()), (h.heappush, (K(0),)), (h.heappop, ()), (h.heapreplace, (K(4),)), (h.heappushpop, (K(6),)), (h.heappushpop, (K(-1),)), (h._heapify_max, ()), (h._heappop_max, ()), (h._heapreplace_max, (K(3),))):
    t(f, x, *a); print(x, log); log.clear()
big = [K(number(10000)) for _ in range(2600)]; h.heapify(big); print(len(log), hash(tuple(log)) is not None, sum(a * i for i, (a, b) in enumerate(log)), sum(b * i for i, (a, b) in enumerate(log)))
class Only:
    def __gt__(self, other): return True
t(h.heapify, [Only(), Only(), 1]); t(h.heapify, [1, 'a']); t(h.heappush, ['a'], 1); t(h.heappushpop, [None], 1)
# Comparisons that change the list.
class E:
    def __init__(self, heap, act): self.heap = heap; self.act = act
    def __lt__(self, other): self.act(self.heap); return True
    def __gt__(self, other): self.act(self.heap); return True
for act in (list.clear, list.pop, lambda x: x.append(1), lambda x: x.extend([1] * 100), lambda x: x.reverse()):
    for f, more in ((h.heappush, 1), (h.heappop, 0), (h.heapify, 0), (h.heapreplace, 1), (h.heappushpop, 1), (h._heapify_max, 0), (h._heappop_max, 0), (h._heapreplace_max, 1)):
        x = []
        x.extend([E(x, act) for _ in range(6)])
        try: f(x, *([E(x, act)] * more)); print('done', len(x), end=';')
        except Exception as e: print(type(e).__name__, e, len(x), end=';')
    print()
class X(Exception): pass
class Raises:
    def __lt__(self, other): raise X('no order')
for f, more in ((h.heappush, 1), (h.heappop, 0), (h.heapify, 0), (h.heapreplace, 1), (h.heappushpop, 1)):
    x = [Raises() for _ in range(4)]
    t(f, x, *([Raises()] * more)); print(len(x))
