# Dicts: lookup, order, methods, views, merging, mutation, errors.
def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except BaseException as error:
        print(type(error).__name__, error)

seed = 4711
def random(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 256 % n

# Against a list of pairs
class Model:
    def __init__(self): self.pairs = []
    def find(self, key):
        for i, (k, v) in enumerate(self.pairs):
            if k == key: return i
        return -1
model, d = Model(), {}
keys = [i for i in range(40)] + [f'k{i}' for i in range(40)] + [(i, i) for i in range(10)]
wrong = 0
for step in range(4000):
    key = keys[random(90)]
    operation = random(12)
    place = model.find(key)
    if operation < 5:
        d[key] = step
        if place < 0: model.pairs.append((key, step))
        else: model.pairs[place] = (model.pairs[place][0], step)
    elif operation < 8:
        expected = model.pairs.pop(place)[1] if place >= 0 else 'absent'
        if d.pop(key, 'absent') != expected: wrong += 1
    elif operation == 8:
        if d and d.popitem() != model.pairs.pop(): wrong += 1
    elif operation == 9:
        if d.setdefault(key, 5) != (model.pairs[place][1] if place >= 0 else 5): wrong += 1
        if place < 0: model.pairs.append((key, 5))
    elif operation == 10:
        if (key in d) != (place >= 0) or d.get(key) != (model.pairs[place][1] if place >= 0 else None): wrong += 1
    elif random(100) == 0:
        d = dict(d) if random(2) else d.copy()
    if len(d) != len(model.pairs): wrong += 1
    if step % 50 == 0:
        if list(d.items()) != model.pairs or list(d) != [k for k, v in model.pairs] or list(reversed(d.values())) != [v for k, v in model.pairs][::-1]: wrong += 1
print(wrong, len(d))

d = {'a': 1, 2: 'b', None: [], (1, 2): 3.5}
print(d, len(d), d['a'], d[(1, 2)], d[2.0], 'a' in d, 'b' not in d, list(d), list(d.values()), list(d.items()))
d['a'] = 10; d['z'] = 26; del d[2]; d[2] = 'again'; print(d)
print(d.get('a'), d.get('q'), d.get('q', 7), d.setdefault('n'), d.setdefault('a', 5), d.pop('n'), d.pop('n', 'gone'), d.popitem(), d)
print({1: 'int', 1.0: 'float', True: 'bool'}, {0: 1, False: 2}, {'k' + 'ey': 1}['key'])
print(dict(), dict([(1, 2), [3, 4], 'ab']), dict({1: 2}, a=3), dict(a=1, b=2), dict([], x=1), dict(iter([(1, 1)])), dict(zip('ab', [1, 2])))
print(dict.fromkeys('aba'), dict.fromkeys([1, 2], 0), dict.fromkeys({3, 4}), dict.fromkeys({5: 6}, []))
e = {1: 1}; e.update({2: 2}); e.update([(3, 3)], k=4); e.update(j=5); e.update(); e.update({1: 'new'}); print(e)
print({1: 2} | {1: 3, 4: 5}, {} | {}, {1: 1} == {1: 1.0}, {1: 2} != {1: 3}, {1: 2, 3: 4} == {3: 4, 1: 2}, {1: 1} == [(1, 1)])
e = f = {1: 1}; e |= {2: 2}; e |= [(3, 3)]; print(e, e is f)
e.clear(); print(e, f); e[1] = 2; print(f, f.copy() is f)
print({**{1: 2}, 'a': 3, **{1: 4, 'a': 5}})

for f in [lambda: {}['x'], lambda: {}[1, 2], lambda: {}[[]], lambda: {[]: 1}, lambda: {}.pop(1), lambda: {}.pop(), lambda: {1: 1}.pop([]), lambda: {}.popitem(), lambda: {}.__delitem__('q'), lambda: {1: 2}.__delitem__([]),
          lambda: {}.update(5), lambda: {}.update([5]), lambda: {}.update([(1, 2, 3)]), lambda: {}.update(['abc']), lambda: {}.update([[1]]), lambda: {}.update(1, 2), lambda: dict(1), lambda: dict(1, 2), lambda: {} | [], lambda: [] | {},
          lambda: {}.fromkeys(5), lambda: {}.fromkeys(), lambda: dict.fromkeys([[]]), lambda: {}.get(), lambda: {}.get([]), lambda: {1: 1}.setdefault([]), lambda: {}.setdefault(), lambda: [] in {}, lambda: hash({}), lambda: {} < {},
          lambda: {**1}, lambda: {**[1]}, lambda: dict([[]]), lambda: {}.keys(1), lambda: {}.items()[0], lambda: {}.copy(1), lambda: dict.get(1, 2), lambda: {}.update([1, 2], a=1), lambda: {1: 2}.values() + [1]]:
    attempt(f)
def function(**keywords): return keywords
print(function(**{'a': 1}, b=2, **dict(c=3)))
for f in [lambda: function(**{1: 2}), lambda: function(a=1, **{'a': 2}), lambda: function(**{'a': 1}, **{'a': 2})]:
    try: f()
    except TypeError as error: print('TypeError', str(error).replace('__main__.', ''))
class Mapping:
    def keys(self): return iter(['x', 'y'])
    def __getitem__(self, key): return key * 2
print(function(**Mapping()), {**Mapping()}, dict(Mapping()), dict(Mapping(), x=1)); e = {}; e.update(Mapping()); print(e)
class Broken:
    def keys(self): return ['x']
    def __getitem__(self, key): raise KeyError('inside')
attempt(lambda: {**Broken()}); attempt(lambda: dict(Broken()))

# Views
d = {1: 'a', 2: 'b', 3: 'c'}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i), 1 in k, 'a' in v, (1, 'a') in i, (1, 'b') in i, 5 in i, (1,) in i)
d[4] = 'd'; print(k, v, i, list(reversed(k)), list(reversed(v)), list(reversed(i)))
print(k & {1, 2, 9}, k | {9}, k - {1}, k ^ {1, 9}, {1, 9} & k, {9} | k, {1, 9} - k, {1, 9} ^ k, k & [1, 1], k - [1], [1, 9] - k, k | 'z')
print(i & {(1, 'a')}, i - {(1, 'a')}, i | {(0, 0)}, i ^ {(1, 'a'), (0, 0)}, k.isdisjoint([7]), k.isdisjoint({1}), i.isdisjoint([(1, 'a')]), k.isdisjoint(k))
print(k == {1, 2, 3, 4}, k < {1, 2, 3, 4, 5}, k <= k, k > {1}, k >= {9}, k != {1}, {1} < k, i == dict(d).items(), k == [1, 2, 3, 4], v == v, d.values() == d.values(), k == d.keys())
print(k.mapping == d, type(k.mapping).__name__, {}.keys(), {}.values(), {}.items(), repr({1: {}.items()}))
for f in [lambda: k | 5, lambda: k & 5, lambda: 5 - k, lambda: k < 5, lambda: k < [1], lambda: k.isdisjoint(5), lambda: v & v, lambda: hash(k), lambda: {1: []}.items() | set(), lambda: [] in k, lambda: ([], 1) in i]:
    attempt(f)

# Changes while iterating
def insert():
    d = {1: 1, 2: 2}
    for x in d: d[x + 10] = 1
attempt(insert)
def delete():
    d = {1: 1, 2: 2}
    for x in d.values(): del d[x]
attempt(delete)
def exchange():
    d = {1: 1}
    for x in d.items():
        del d[x[0]]
        d[x[0] + 1] = 1
attempt(exchange)
def replace():
    d = {1: 1, 2: 2}
    for x in d: d[x] = d[x] * 10
    return d
attempt(replace)
def shrink_reversed():
    d = {1: 1, 2: 2}
    for x in reversed(d): d.pop(x)
attempt(shrink_reversed)
d = {1: 1}; it = iter(d); d[2] = 2; attempt(next, it); del d[2]; attempt(next, it)
d = {i: i for i in range(5)}; it = iter(d.items()); print(next(it), it.__length_hint__(), list(it), list(it), it.__reduce__()[1], it.__length_hint__())
print([type(iter(x)).__name__ for x in (d, d.keys(), d.values(), d.items())], [type(reversed(x)).__name__ for x in (d, d.keys(), d.values(), d.items())])

# __missing__, subclasses
class Default(dict):
    def __missing__(self, key): self[key] = value = [key]; return value
d = Default(); print(d['a'], d, d.get('b'), 'b' in d); d['a'].append(1); print(d)
class Logged(dict):
    def __getitem__(self, key): return 'item'
    def keys(self): return ['only']
    def __iter__(self): return iter(['only'])
l = Logged(a=1); print(l['q'], dict(l), {**l}, l.copy(), type(l.copy()), l | {2: 2}, function(**l), list(l), len(l))
class Plain(dict): pass
p = Plain({1: 2}); p.x = 5; print(p, p.x, type(p | {}), type({} | p), Plain.fromkeys([1]), type(Plain.fromkeys('a')).__name__, p == {1: 2}, isinstance(p, dict))
class From(dict):
    def __setitem__(self, key, value): super().__setitem__(key, ('set', value))
print(From.fromkeys('ab', 1), From(a=1))
attempt(lambda: Plain()['missing'])
class BadMissing(dict):
    def __missing__(self, key): raise LookupError(key)
attempt(lambda: BadMissing()[5])

# Recursion and mutation by keys
d = {}; d['self'] = d; d['list'] = [d]; print(d)
deep = {}
for n in range(100000): deep = {0: deep}
try: repr(deep)
except RecursionError: print('RecursionError')
other = {}
for n in range(100000): other = {0: other}
try: deep == other
except RecursionError: print('RecursionError')
class Evil:
    def __init__(self, victim): self.victim = victim
    def __hash__(self): return 1
    def __eq__(self, other):
        self.victim.clear()
        return False
d = {}; d[Evil(d)] = 1; print(1 in d, len(d))
d = {}; d[Evil(d)] = 1; d[1] = 2; print(d)
d = {}; d[Evil(d)] = 1; attempt(lambda: d[1]); print(d.get(1), d.pop(1, 'none'), d.setdefault(1, 'set'), d)
class Growing:
    def __init__(self, victim): self.victim = victim
    def __hash__(self): return 1
    def __eq__(self, other):
        for n in range(100, 200): self.victim[n] = n
        return other is self
d = {}; d[Growing(d)] = 'g'; print(d.get(1), len(d))
class Raising:
    def __hash__(self): return 1
    def __eq__(self, other): raise ValueError('eq')
attempt(lambda: {1: 1, Raising(): 2}); attempt(lambda: {1: 1}[Raising()])
class Same(int):
    def __hash__(self): return 7
d = {}
for n in range(30): d[Same(n)] = n
print(len(d), d[Same(7)], [d.pop(Same(n)) for n in range(0, 30, 4)], len(d))
print(dict[str, int], {k: v for k, v in [(1, 2)]}, {1: 2}.__contains__(1))
big = {i: str(i) for i in range(20000)}
for n in range(0, 20000, 2): del big[n]
print(len(big), big[19999], list(big)[:3], 19998 in big); big.update({n: n for n in range(10000)}); print(len(big), list(big)[-1])
hashes = {hash(x) for x in (1, 2 ** 61, -1, -2, (), (1,), (1, 2), ('a' == 'b', None is None), (1, (2, (3,))))}
print([hash(x) for x in (2 ** 61, -1, (), (1,), (1, 2), (True, False), (1, (2, (3,))), tuple(range(20)))], len(hashes))
