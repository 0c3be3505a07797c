# list.sort: stability, keys, reverse, the comparisons asked, errors, reentrance.
def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except BaseException as error:
        print(type(error).__name__, error)

seed = 99
def random(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 256 % n

def is_sorted(items):
    for i in range(1, len(items)):
        if items[i] < items[i - 1]: return False
    return True

class Item:
    compared = 0
    def __init__(self, key, tag): self.key, self.tag = key, tag
    def __lt__(self, other):
        Item.compared += 1
        return self.key < other.key

def shapes(n):
    yield [random(n) for i in range(n)]
    yield [random(5) for i in range(n)]
    yield list(range(n))
    yield list(range(n, 0, -1))
    yield [1] * n
    yield list(range(n // 2)) + list(range(n // 3)) + [random(n) for i in range(n - n // 2 - n // 3)]
    yield [i // 7 * (-1 if i % 13 == 0 else 1) for i in range(n)]
    yield [i % 2 * n + i for i in range(n)]

wrong = 0
for n in [0, 1, 2, 3, 5, 17, 31, 32, 33, 63, 64, 65, 100, 257, 1000, 2500]:
    for items in shapes(n):
        plain = items[:]
        plain.sort()
        if not is_sorted(plain) or len(plain) != n: wrong += 1
        back = items[:]
        back.sort(reverse=True)
        if back != plain[::-1]: wrong += 1
        floats = [i * 0.5 for i in items]; floats.sort()
        if floats != [i * 0.5 for i in plain]: wrong += 1
        strings = [f'{i + 5000:05}' for i in items]; strings.sort()
        if strings != [f'{i + 5000:05}' for i in plain]: wrong += 1
        mixed = [i if i % 2 else i * 1.0 for i in items]; mixed.sort()
        if mixed != plain: wrong += 1
        pairs = [(i, place) for place, i in enumerate(items)]
        expected = pairs[:]; expected.sort()
        pairs.sort(key=lambda pair: pair[0])
        if pairs != expected: wrong += 1
        pairs.sort(key=lambda pair: pair[0], reverse=True)
        if any(pairs[i][0] == pairs[i + 1][0] and pairs[i][1] > pairs[i + 1][1] for i in range(n - 1)): wrong += 1
        objects = [Item(i, place) for place, i in enumerate(items)]
        objects.sort()
        if [(o.key, o.tag) for o in objects] != expected: wrong += 1
        if sorted(items) != plain or sorted(tuple(items), reverse=True) != plain[::-1]: wrong += 1
print(wrong)

# Not more comparisons than sorted runs need
Item.compared = 0
l = [Item(i, 0) for i in range(1000)]; l.sort(); print(Item.compared)
Item.compared = 0; l.reverse(); l.sort(); print(Item.compared)
Item.compared = 0; l = [Item(i, 0) for i in range(500)] + [Item(i, 1) for i in range(500, 1000)]; l.sort(); print(Item.compared)

for f in [lambda: [1, 'a'].sort(), lambda: [None, None].sort(), lambda: [1, 2].sort(key=len), lambda: [1].sort(key=5), lambda: [2, 1].sort(lambda a, b: 0), lambda: [1, 2].sort(reverse='yes'), lambda: [1, 2].sort(bad=1),
          lambda: [{}, {}].sort(), lambda: sorted(5), lambda: sorted(), lambda: sorted([1], key=None), lambda: sorted([2, 1], None), lambda: sorted(iterable=[1]), lambda: sorted([3, 1, 2], key=lambda x: -x, reverse=True)]:
    attempt(f)

# The list is empty while it is sorted
seen = []
l = [3, 2, 1]
l.sort(key=lambda x: seen.append(len(l)) or x)
print(seen, l)
l = [3, 2, 1]
attempt(lambda: l.sort(key=lambda x: l.append(x) or x)); print(l)
l = [3, 2, 1]
attempt(lambda: l.sort(key=lambda x: l.clear() or x)); print(l)
class Meddling:
    def __init__(self, victim): self.victim = victim
    def __lt__(self, other): self.victim.append(1); return False
l = []; l += [Meddling(l) for i in range(3)]; attempt(l.sort); print(len(l))
class Failing:
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        if self.n == 7: raise ValueError('seven')
        return self.n < other.n
l = [Failing(i * 37 % 100) for i in range(100)]
attempt(l.sort); ns = [x.n for x in l]; ns.sort(); print(ns == list(range(100)))
def failing_key(x):
    if x == 2: raise KeyError(x)
    return x
l = [3, 2, 1]; attempt(lambda: l.sort(key=failing_key)); print(l)
class Inconsistent:
    def __lt__(self, other): return random(2) == 0
l = [Inconsistent() for i in range(500)]; l.sort(); print(len(set(map(id, l))))
nan = float('nan'); l = [3.0, nan, 1.0, 2.0]; l.sort(); print(l)
l = [True, 0, 2, False, -1]; l.sort(); print(l)
l = ['b', 'a', 'é', '\u20ac', '\U0001f600', 'B', '']; l.sort(); print(l)
l = [(1, 'b'), (1, 'a'), (0, 'z'), (1,), (0, 'a', 3)]; l.sort(); print(l)
l = [(1, 2), (1.0, 1), (True, 3)]; l.sort(); print(l)
l = [[2], [1, 5], [1], []]; l.sort(); print(l)
l = [2 ** 70, -2 ** 70, 5, 2 ** 64]; l.sort(); print(l)
class Sub(list): pass
s = Sub([2, 1]); s.sort(); print(s, type(s))
