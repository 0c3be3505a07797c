# Containers that change while something works on them: iteration, comparison, hashing, sorting, slicing.
def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except BaseException as error:
        print(type(error).__name__, error)

class Meddler:
    """Equal to nothing, or to everything; does something first."""
    def __init__(self, action, answer=False, hash=1):
        self.action, self.answer, self.number = action, answer, hash
        self.calls = 0
    def __eq__(self, other):
        self.calls += 1
        if self.calls > 50: raise RecursionError('too many')
        self.action()
        return self.answer
    def __hash__(self): return self.number
    def __repr__(self): return 'M'

# Lists under iteration
def growing():
    l = [1, 2, 3]; seen = []
    for x in l:
        seen.append(x)
        if len(l) < 8: l.append(x * 10)
    return seen
attempt(growing)
def shrinking():
    l = list(range(10)); seen = []
    for x in l: seen.append(x); l.pop()
    return seen, l
attempt(shrinking)
def replacing():
    l = [1, 2, 3]; seen = []
    for x in l:
        seen.append(x); l.clear(); l.append(9); l.append(10)
        if len(seen) > 5: break
    return seen, l
attempt(replacing)
def removing():
    l = list(range(10))
    for x in l: l.remove(x)
    return l
attempt(removing)
def reversing():
    l = [1, 2, 3, 4]; seen = []
    for x in reversed(l): seen.append(x); l.insert(0, 0) if len(l) < 6 else None
    return seen, l
attempt(reversing)
def reversed_cut():
    l = [1, 2, 3, 4]; it = reversed(l); first = next(it); del l[1:]
    return first, list(it), list(it)
attempt(reversed_cut)
def exhausted():
    l = [1]; it = iter(l); a = list(it); l.append(2); return a, list(it), next(it, 'end')
attempt(exhausted)
def self_extend():
    l = [1, 2]; l.extend(l); l += l; l[1:1] = l; l[::2] = l[::2]; l *= 2; return l
attempt(self_extend)
def extend_by_own_iterator():
    l = [1, 2, 3]; it = iter(l)
    for i, x in enumerate(it):
        if i < 3: l.append(x)
    return l
attempt(extend_by_own_iterator)
def extend_generator():
    l = [1, 2, 3]
    def g():
        for i in range(3): l.clear(); yield i
    l.extend(g()); return l
attempt(extend_generator)
def slice_generator():
    l = [1, 2, 3, 4, 5]
    def g(): l.clear(); yield 7; l.extend([8, 9])
    l[1:3] = g(); return l
attempt(slice_generator)
def extended_slice_generator():
    l = [1, 2, 3, 4]
    def g(): del l[2:]; yield 7; yield 8
    l[::2] = g(); return l
attempt(extended_slice_generator)

# Indices that change the list
class Index:
    def __init__(self, value, action): self.value, self.action = value, action
    def __index__(self): self.action(); return self.value
def with_list(work):
    l = list(range(10))
    result = work(l)
    return result, l
attempt(with_list, lambda l: l[Index(5, l.clear)])
attempt(with_list, lambda l: l[Index(2, l.clear):8])
attempt(with_list, lambda l: l[2:Index(8, lambda: l.__delitem__(slice(4, None)))])
attempt(with_list, lambda l: l.pop(Index(3, l.clear)))
attempt(with_list, lambda l: l.insert(Index(9, l.clear), 'x'))
attempt(with_list, lambda l: l.__setitem__(Index(3, l.clear), 'x'))
attempt(with_list, lambda l: l.__setitem__(slice(Index(1, l.clear), 4), 'xy'))
attempt(with_list, lambda l: l.__setitem__(slice(Index(0, lambda: l.append(99)), None, 2), 'abcdef'))
attempt(with_list, lambda l: l.__delitem__(slice(Index(1, l.clear), None, 2)))
attempt(with_list, lambda l: l.__delitem__(Index(1, l.clear)))
attempt(with_list, lambda l: l * Index(2, l.clear))
attempt(with_list, lambda l: l.index(5, Index(0, l.clear)))

# Comparisons that change the list
for work in [lambda l, m: m in l, lambda l, m: l.index(m), lambda l, m: l.count(m), lambda l, m: l.remove(m), lambda l, m: l == [m] * 5, lambda l, m: l < [m] * 5,
             lambda l, m: l != [0, m], lambda l, m: [m, m, m, m, m] == l]:
    for answer in (False, True):
        l = [object, object, object, object, object]
        m = Meddler(l.clear, answer)
        attempt(work, l, m)
        l = [object, object]
        m = Meddler(lambda: l.append(object), answer)
        attempt(lambda: work(l, m))
        print(len(l), m.calls)
def index_in_changing():
    l = [1, 2, 3]
    class E:
        def __eq__(self, other): l.pop() if l else None; return False
        def __repr__(self): return 'E'
    try: return l.index(E())
    finally: print(l)
attempt(index_in_changing)

# Sorting
def sort_with(action, n=6):
    l = [(i * 7) % n for i in range(n)]
    def key(x):
        action(l)
        return x
    try: l.sort(key=key)
    finally: print(l)
attempt(sort_with, lambda l: None)
attempt(sort_with, lambda l: l.append(1))
attempt(sort_with, lambda l: print(len(l), end=' '))
def raising(l): raise LookupError('key')
attempt(sort_with, raising)
def sort_compare(action):
    class K:
        def __init__(self, n): self.n = n
        def __lt__(self, other): action(l); return self.n < other.n
        def __repr__(self): return str(self.n)
    l = [K(i * 7 % 5) for i in range(5)]
    try: l.sort()
    finally: print(l)
attempt(sort_compare, lambda l: l.append(1))
attempt(sort_compare, lambda l: l.clear())
attempt(sort_compare, lambda l: l.sort())
attempt(sort_compare, lambda l: l.extend([1, 2, 3]))
attempt(sort_compare, lambda l: 1 / 0)
def both():
    class K:
        def __lt__(self, other): return NotImplemented
    return sorted([K(), K()])
attempt(both)
attempt(lambda: sorted([3, 'a', 1]))
attempt(lambda: sorted([2, 1.5, True, 10 ** 30, -1]))

# Dicts under iteration
def dict_loop(work, view=lambda d: d):
    d = {i: i for i in range(5)}
    count = 0
    for x in view(d):
        count += 1
        if count > 20: break
        work(d, x)
    return d, count
for view in (lambda d: d, lambda d: d.keys(), lambda d: d.values(), lambda d: d.items(), reversed, lambda d: reversed(d.items()), enumerate, lambda d: zip(d, d)):
    for work in (lambda d, x: d.update(new=1), lambda d, x: d.pop(4, None), lambda d, x: d.clear(), lambda d, x: (d.pop(next(iter(d))), d.update({len(d) * 100: 1})),
                 lambda d, x: d.update({0: 5})):
        attempt(dict_loop, work, view)
def dict_items_unpacked():
    d = {1: 2, 3: 4}
    for k, v in d.items(): d[k] = v + 1; d.setdefault(1, 5)
    for k, v in d.items(): d[k + 1] = v
attempt(dict_items_unpacked)
def comprehension_changes():
    d = {i: i for i in range(3)}
    return [d.pop(k) for k in d]
attempt(comprehension_changes)
def unpack_changes():
    d = {1: 1, 2: 2}
    a, b = (d.pop(k) for k in d)
attempt(unpack_changes)

# Keys that meddle
def meddling_dict(action, answer, work):
    d = {}
    key = Meddler(lambda: action(d), answer)
    for i in range(3): d[i * 8 + 1] = i
    result = None
    try:
        d[key] = 'first'
        result = work(d, key)
    except (KeyError, RecursionError, RuntimeError) as error:
        result = type(error).__name__
    return result, sorted(map(repr, d.items())), key.calls > 0
for action in (lambda d: [d.pop(k, None) for k in (1, 9, 17)], lambda d: d.update({len(d) + 100: 0}), lambda d: d.pop(1, None), lambda d: d.update({i: i for i in range(30)}), lambda d: None):
    for answer in (False, True):
        for work in (lambda d, k: d[1], lambda d, k: d.get(1), lambda d, k: d.pop(1), lambda d, k: d.setdefault(1, 'x'), lambda d, k: 1 in d, lambda d, k: d.update({1: 'z'})):
            attempt(meddling_dict, action, answer, work)
def compare_dicts():
    d = {1: Meddler(lambda: d.clear(), True), 2: 3, 4: 5}
    e = {1: 1, 2: 3, 4: 5}
    return d == e, len(d)
attempt(compare_dicts)
def update_from_changing():
    d = {Meddler(lambda: e.update({len(e): 1})): 1}
    e = {Meddler(lambda: None): 1, 5: 6}
    d.update(e)
    return len(d)
attempt(update_from_changing)
class Keys:
    def __init__(self, d): self.d = d
    def keys(self):
        for k in 'abc': self.d.clear(); yield k
    def __getitem__(self, k): self.d['extra' + k] = 1; return k
def update_from_mapping():
    d = {1: 2}; d.update(Keys(d)); return d
attempt(update_from_mapping)
class HashClears:
    def __init__(self, d): self.d = d
    def __hash__(self): self.d.clear(); return 5
    def __eq__(self, other): return self is other
def hashing():
    d = {1: 1}; k = HashClears(d); d[k] = 2; s = {1}; j = HashClears(s); s.add(j); return len(d), len(s), k in d, len(d)
attempt(hashing)
def dict_repr_changes():
    class R:
        def __repr__(self): d.clear(); l.clear(); s.clear(); return 'R'
    d = {1: R(), 2: 3}; l = [1, R(), 2]; s = {1}
    return repr(d), repr([1, R()]), repr(l)
attempt(dict_repr_changes)
def list_repr_changes():
    class R:
        def __repr__(self): l.pop(); return 'R'
    l = [R(), 1, 2, 3]
    return repr(l), len(l)
attempt(list_repr_changes)

# Sets
def set_loop(work):
    s = set(range(5)); count = 0
    for x in s:
        count += 1
        if count > 20: break
        work(s, x)
    return s, count
for work in (lambda s, x: s.add(100), lambda s, x: s.discard(x), lambda s, x: s.clear(), lambda s, x: (s.discard(x), s.add(x)), lambda s, x: s.update(s)):
    attempt(set_loop, work)
def meddling_set(action, answer, work):
    s = {1, 9, 17}
    key = Meddler(lambda: action(s), answer)
    result = None
    try:
        s.add(key)
        result = work(s, key)
    except (KeyError, RecursionError, RuntimeError) as error:
        result = type(error).__name__
    return result if not isinstance(result, (set, frozenset)) else sorted(map(repr, result)), sorted(map(repr, s)), key.calls > 0
for action in (lambda s: s.clear(), lambda s: s.add(len(s) + 100), lambda s: s.discard(1), lambda s: s.update(range(30)), lambda s: None):
    for answer in (False, True):
        for work in (lambda s, k: 1 in s, lambda s, k: s.remove(1), lambda s, k: s.discard(1), lambda s, k: s.add(1), lambda s, k: s | {1}, lambda s, k: s & {1, 33}, lambda s, k: s - {1}, lambda s, k: s ^ {1},
                     lambda s, k: s.update([1, 33]), lambda s, k: s.issubset({1, 2}), lambda s, k: s == {1, 2, 3, 4}, lambda s, k: s.isdisjoint({1, 65})):
            attempt(meddling_set, action, answer, work)

# Deeply nested and cyclic
l = []; l.append(l); d = {}; d[1] = d; t = (l,)
print(l, d, t, [d, l])
attempt(lambda: l == [l])
m = []; m.append(m)
e = {}; e[1] = e
for left, right in ((l, m), (d, e)):
    try: print(left == right)
    except RecursionError: print('RecursionError')
def deep(n):
    x = ()
    for i in range(n): x = (x,)
    return x
attempt(lambda: hash(deep(200)) == hash(deep(200)))
attempt(lambda: deep(200) == deep(200))
attempt(lambda: (1, (2, (3, [4]))) == (1, (2, (3, [4]))))
attempt(lambda: hash((1, (2, [3]))))
