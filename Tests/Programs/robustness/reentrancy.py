# Operations written in native code, while what they work on changes under them: from comparisons, hashes, indices, lengths, iterators and finalizers.
# Only those that CPython survives: it dies when sets, deques and bytearrays are treated so.
import collections
import gc


def attempt(name, function):
    try:
        result = function()
    except BaseException as error:
        print(name, type(error).__name__, error)
    else:
        print(name, result)


class Acting:
    """Does something, a few times at most, whenever anything is asked of it."""
    def __init__(self, action=lambda: None, value=1, equal=False, times=3):
        self.action, self.value, self.equal, self.times = action, value, equal, times
    def act(self):
        if self.times > 0:
            self.times -= 1
            self.action()
    def __eq__(self, other): self.act(); return self.equal
    def __lt__(self, other): self.act(); return self.value < getattr(other, 'value', other)
    def __gt__(self, other): self.act(); return self.value > getattr(other, 'value', other)
    def __hash__(self): self.act(); return self.value
    def __index__(self): self.act(); return self.value
    def __len__(self): self.act(); return self.value
    def __bool__(self): self.act(); return bool(self.value)
    def __iter__(self): self.act(); return iter([self.value] * 3)
    def __add__(self, other): self.act(); return self.value
    def __radd__(self, other): self.act(); return self.value
    def __str__(self): self.act(); return 'acting'
    def __repr__(self): self.act(); return 'Acting'
    def __format__(self, specification): self.act(); return 'formatted'
    def __length_hint__(self): self.act(); return 5
    def __float__(self): self.act(); return float(self.value)
    def __contains__(self, item): self.act(); return True
    def __getitem__(self, index): self.act(); return [1, 2, 3][index]


def grow(l): return lambda: l.extend(range(100))
def shrink(l): return lambda: l.__delitem__(slice(1, None))
def clear(l): return lambda: l.clear()
def replace(l): return lambda: l.__setitem__(slice(None), [9] * 50)
def rotate(l): return lambda: (l.append(l.pop(0)) if l else None)


ACTIONS = [grow, shrink, clear, replace, rotate]

# Lists
for make in ACTIONS:
    for name, work in {
        'index': lambda l, a: l.index(a), 'count': lambda l, a: l.count(a), 'remove': lambda l, a: l.remove(a), 'in': lambda l, a: a in l, 'eq': lambda l, a: l == [a] * 6, 'lt': lambda l, a: l < [a] * 6,
        'ge': lambda l, a: [a] * 6 >= l, 'getitem': lambda l, a: l[a], 'setitem': lambda l, a: l.__setitem__(a, 5), 'delitem': lambda l, a: l.__delitem__(a), 'slice': lambda l, a: l[a:], 'slice stop': lambda l, a: l[:a],
        'slice step': lambda l, a: l[::a], 'set slice': lambda l, a: l.__setitem__(slice(a, 5), [7, 8]), 'set slice step': lambda l, a: l.__setitem__(slice(0, None, a), [7] * 6), 'set slice value': lambda l, a: l.__setitem__(slice(1, 3), a),
        'set slice all': lambda l, a: l.__setitem__(slice(a, a), a), 'del slice': lambda l, a: l.__delitem__(slice(a, None, 2)), 'insert': lambda l, a: l.insert(a, 0), 'pop': lambda l, a: l.pop(a), 'mul': lambda l, a: l * a,
        'imul': lambda l, a: l.__imul__(a), 'extend': lambda l, a: l.extend(a), 'iadd': lambda l, a: l.__iadd__(a), 'sort key': lambda l, a: l.sort(key=lambda x: a.act() or x), 'sort': lambda l, a: (l.append(a), l.append(Acting(a.action, 3)), l.sort()),
        'reverse sort': lambda l, a: (l.append(a), l.sort(reverse=a)), 'min': lambda l, a: min(l, key=lambda x: a.act() or x), 'max': lambda l, a: (l.append(a), max(l)), 'sum': lambda l, a: (l.insert(1, a), sum(l)), 'any': lambda l, a: (l.insert(0, Acting(a.action, 0)), any(l)),
        'map': lambda l, a: list(map(lambda x: a.act() or x, l)), 'zip': lambda l, a: list(zip(l, (a.act() for _ in range(4)))), 'filter': lambda l, a: list(filter(lambda x: a.act(), l)), 'enumerate': lambda l, a: [a.act() or x for x in enumerate(l)],
        'reversed': lambda l, a: [a.act() or x for x in reversed(l)], 'join': lambda l, a: ','.join(a.act() or str(x) for x in l), 'tuple': lambda l, a: tuple(a.act() or x for x in l), 'list': lambda l, a: list(a), 'star': lambda l, a: [*l, *a, *l],
        'unpack': lambda l, a: (lambda *x: len(x))(*l, *a, *l), 'str': lambda l, a: (l.insert(0, a), str(l)), 'format': lambda l, a: f'{a} {l} {a!r} {l}', 'percent': lambda l, a: '%s %r %d' % (a, l, 1), 'range': lambda l, a: l[range(a)[0]] if l else None,
        'dict': lambda l, a: len(dict((a.act() or x, 1) for x in l)), 'set': lambda l, a: len(set(a.act() or x for x in l)), 'bytes': lambda l, a: len(bytes(a.act() or x for x in l)), 'bytearray': lambda l, a: len(bytearray([*l, a])), 'isinstance': lambda l, a: isinstance(l, (int, str)),
        'sorted': lambda l, a: sorted(l, key=lambda x: a.act() or -x), 'all eq': lambda l, a: [l, a] == [[a] * 6, a], 'nested': lambda l, a: [l, l].count([a] * 6), 'deque': lambda l, a: len(collections.deque(a.act() or x for x in l)), 'iter': lambda l, a: list(iter(lambda: a.act() or (l.pop() if l else 0), 0)),
        'assign': lambda l, a: exec('x, *y = (a.act() or z for z in l)', {'a': a, 'l': l}),
    }.items():
        l = [0, 1, 2, 3, 4, 5]
        attempt(f'{make.__name__} {name}', lambda: work(l, Acting(make(l))))
        print(len(l), l[:3])
        l = [0, 1, 2, 3, 4, 5]
        if name in ('index', 'count', 'remove', 'in', 'eq', 'getitem'):
            attempt(f'{make.__name__} {name} equal', lambda: work(l, Acting(make(l), equal=True, value=5)))
            print(len(l), l[:3])


# Dicts: when they are cleared, CPython itself dies.
class Key:
    def __init__(self, action, number, equal=False): self.action, self.number, self.equal, self.times = action, number, equal, 2
    def act(self):
        if self.times > 0:
            self.times -= 1
            self.action()
    def __hash__(self): self.act(); return 1
    def __eq__(self, other): self.act(); return self.equal
    def __repr__(self): self.act(); return f'K{self.number}'


def more(d): return lambda: d.update({i: i for i in range(len(d), len(d) + 40)})
def less(d): return lambda: d.pop(next(iter(d), None), None)


for make in (more, less):
    for equal in (False, True):
        for name, work in {
            'get': lambda d, k: d.get(k), 'getitem': lambda d, k: d[k], 'set': lambda d, k: d.__setitem__(k, 1), 'del': lambda d, k: d.__delitem__(k), 'pop': lambda d, k: d.pop(k), 'pop default': lambda d, k: d.pop(k, 0), 'setdefault': lambda d, k: d.setdefault(k, 1),
            'in': lambda d, k: k in d, 'update': lambda d, k: d.update({k: 1}), 'update pairs': lambda d, k: d.update([(k, 1), (k, 2)]), 'or': lambda d, k: len(d | {k: 1}), 'ior': lambda d, k: len(d.__ior__({k: 2})), 'eq': lambda d, k: d == {k: 1, 9: 1, 17: 2}, 'eq values': lambda d, k: d == {1: k, 9: k, 17: k},
            'keys and': lambda d, k: len(d.keys() & {k, 1}), 'keys or': lambda d, k: len(d.keys() | {k}), 'keys sub': lambda d, k: len(d.keys() - [k]), 'keys xor': lambda d, k: len(d.keys() ^ {k}), 'keys in': lambda d, k: k in d.keys(), 'items in': lambda d, k: (1, k) in d.items(), 'values in': lambda d, k: k in d.values(),
            'keys eq': lambda d, k: d.keys() == {k, 9, 17}, 'keys lt': lambda d, k: d.keys() < {k, 1, 9, 17, 25}, 'isdisjoint': lambda d, k: d.keys().isdisjoint([k]), 'fromkeys': lambda d, k: len(dict.fromkeys([k, 1, k])), 'copy': lambda d, k: len({**d, k: 1, **d}), 'repr': lambda d, k: repr({1: k, 2: d}), 'call': lambda d, k: (lambda **x: len(x))(**{str(x): k for x in d}),
            'popitem': lambda d, k: (d.update({k: 1}), d.popitem())[1][1], 'list': lambda d, k: [k.act() or x for x in d], 'items': lambda d, k: [k.act() or x for x in d.items()], 'counter': lambda d, k: len({x: k.act() for x in list(d)}), 'sorted': lambda d, k: sorted(d, key=lambda x: k.act() or 0), 'min': lambda d, k: min(d, key=lambda x: k.act() or 0),
        }.items():
            d = {1: 0, 9: 1, 17: 2}
            attempt(f'{make.__name__} {equal} {name}', lambda: work(d, Key(make(d), 1, equal)))
            print(len(d), sorted(map(str, list(d)))[:4])

# Finalizers
log = []
targets = []


class Final:
    def __init__(self, action): self.action = action
    def __del__(self): self.action()


def litter(action):
    for _ in range(3): Final(action)
    return 1


for name, make, act, work in [
    ('list join', lambda: ['ab'] * 300, lambda l: l.__setitem__(slice(None), [1]), lambda l: len(','.join(l))), ('list sum', lambda: [1] * 300, lambda l: l.clear(), lambda l: sum(l) >= 0), ('deque count', lambda: collections.deque([1.5] * 300), lambda d: d.clear(), lambda d: d.count(2)),
    ('deque mul', lambda: collections.deque([1] * 30), lambda d: d.clear(), lambda d: d.__imul__(3) and None), ('bytearray mul', lambda: bytearray(b'ab' * 30), lambda b: b.clear(), lambda b: b.__imul__(3) and None), ('bytearray add', lambda: bytearray(b'ab' * 30), lambda b: b.clear(), lambda b: b.extend(b'x' * 300)),
    ('list copy', lambda: [1] * 300, lambda l: l.clear(), lambda l: l.copy() and None), ('list count', lambda: [[]] * 300, lambda l: l.clear(), lambda l: l.count(5)), ('dict update', lambda: {i: i for i in range(100)}, lambda d: d.clear(), lambda d: {}.update(d)), ('set union', lambda: set(range(100)), lambda s: s.clear(), lambda s: s | {1} and None),
    ('list eq', lambda: [(1,)] * 300, lambda l: l.clear(), lambda l: l == [(2,)]), ('sorted', lambda: [[3], [1], [2]] * 30, lambda l: l.clear(), lambda l: l.sort()), ('repr', lambda: [[1]] * 300, lambda l: l.clear(), lambda l: repr(l) and None), ('map', lambda: [[1]] * 300, lambda l: l.clear(), lambda l: list(map(list, l)) and None),
]:
    target = make()
    litter(lambda: act(target))
    try:
        work(target)
    except (ValueError, RuntimeError, TypeError) as error:
        pass
    gc.collect()
    print(name, 'whole', type(target).__name__)
