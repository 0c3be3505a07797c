# Sets: order of iteration, operators and methods, tests, mutation, errors.
def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except BaseException as error:
        print(type(error).__name__, error)

seed = 12345
def random(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 256 % n

# The order follows the history of insertions and deletions.
s = set()
for step in range(3000):
    number = random(400)
    operation = random(10)
    if operation < 5:
        s.add(number)
    elif operation < 8:
        s.discard(number * 3 % 400)
    elif operation == 8 and s:
        print(s.pop(), end=' ')
    if step % 1000 == 999:
        print()
        print(list(s))
for size in [0, 1, 4, 5, 6, 19, 20, 77]:
    print(list(set(i * 7919 % 1009 for i in range(size))))
digest = 0
for size in range(0, 700, 13):
    a = {i * i % 1013 for i in range(size)}
    b = set(range(0, size, 3))
    c = frozenset(i * 5 for i in range(size // 2))
    for r in [a | b, a & b, a - b, a ^ b, b | a, b & a, b - a, b ^ a, a | c, a & c, a - c, a ^ c, c | a, c & b, c - a, c ^ b, a.copy(), set(a), frozenset(b), a.union(b, c), a.intersection(b, c),
              a.difference(b, c), a.union(range(5)), a.intersection(range(50)), a.difference(range(50)), a.symmetric_difference(range(50)), a.union({1: 2, 7: 8}), a.difference({1: 2, 7: 8}), b.difference({1: 0})]:
        for x in r:
            digest = (digest * 31 + x) % 1000003
    for operation in ['update', 'intersection_update', 'difference_update', 'symmetric_difference_update']:
        for other in [b, c, list(b), dict.fromkeys(b), range(20), a]:
            d = a.copy()
            getattr(d, operation)(other)
            for x in d:
                digest = (digest * 31 + x) % 1000003
            d.add(5000)
            for x in d:
                digest = (digest * 31 + x) % 1000003
print(digest)
big = set(range(60000)); big |= set(range(30000, 90000)); print(len(big), sum(big) if 'sum' in globals() else '')
print(set([-1, -2, -3, 0, 1, 2 ** 61, 2 ** 61 - 1, -2 ** 61]))
print([hash(frozenset(x)) for x in [(), (1,), (1, 2), range(100), (-1, -2)]])
print(hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1])), frozenset([1]) == {1}, {frozenset([1]): 2}[frozenset({1})])
print(len({1, 1.0, True}), {1, True}, {0, False, 0.0})

# Comparisons
a, b = {1, 2}, {1, 2, 3}
print(a < b, a <= b, b > a, b >= a, a < a, a <= a, a == b, a != b, a == {2, 1}, a == [1, 2], a < frozenset(b), a.issubset([1, 2, 5]), b.issuperset((1, 3)), a.isdisjoint({5}), a.isdisjoint([2]), {1} == frozenset({1}))
for f in [lambda: a < [1], lambda: a | [1], lambda: [1] | a, lambda: a - 1, lambda: a & None, lambda: a ^ 'a', lambda: set(1), lambda: set(1, 2), lambda: set(a=1), lambda: frozenset(1, 2), lambda: frozenset(a=1),
          lambda: a.add([]), lambda: a.remove(9), lambda: a.remove([]), lambda: a.discard({}), lambda: set().pop(), lambda: {[]}, lambda: {1, {}}, lambda: [] in a, lambda: hash(a), lambda: {a: 1},
          lambda: a.union(1), lambda: a.update(1, 2), lambda: a.intersection([[]]), lambda: a.isdisjoint(1), lambda: a.issubset(1), lambda: a.add(), lambda: a.add(1, 2), lambda: set.add(1, 2),
          lambda: a.issubset(), lambda: a.__or__([1]), lambda: a.__lt__(1), lambda: a.remove({9}), lambda: {1}.__ror__({2}), lambda: a.pop(1), lambda: frozenset().add(1)]:
    attempt(f)
def augmented(operator):
    x = {1, 2, 3}
    y = x
    if operator == '|': x |= {4}
    if operator == '&': x &= {1, 9}
    if operator == '-': x -= {1}
    if operator == '^': x ^= {1, 9}
    print(x, x is y)
    x = frozenset([1, 2, 3]); y = x
    if operator == '|': x |= {4}
    if operator == '&': x &= {1, 9}
    if operator == '-': x -= {1}
    if operator == '^': x ^= {1, 9}
    print(x, x is y)
for operator in '|&-^': augmented(operator)
def bad():
    x = {1}
    x |= [2]
attempt(bad)
print({frozenset({1}), 2} >= {2}, {1} in {frozenset({1})}, type({1} | frozenset()), type(frozenset() | {1}))
x = {frozenset({1})}; x.discard({1}); print(x)
x = {frozenset({1})}; x.remove({1}); print(x)
x = frozenset([1]); print(frozenset(x) is x, x.copy() is x, x.union() == x, set(x) is x)

# Changing a set while it is iterated over
def grow():
    s = {1, 2, 3}
    for x in s: s.add(x + 10)
attempt(grow)
def shrink():
    s = {1, 2, 3}
    for x in s: s.discard(x)
attempt(shrink)
s = {1, 2, 3}; it = iter(s); next(it); s.add(4); attempt(next, it); s.discard(4); attempt(next, it); print(it.__length_hint__())
s = {1, 2, 3}; it = iter(s); next(it); print(it.__length_hint__(), list(it), list(it), it.__reduce__()[1])

# Comparisons that change the set
class Evil:
    def __init__(self, victim): self.victim = victim
    def __hash__(self): return 1
    def __eq__(self, other):
        self.victim.clear()
        return False
s = set(); s.add(Evil(s)); print(1 in s, len(s))
s = set(); s.add(Evil(s)); s.add(1); print(len(s), s)
s = set(); s.add(Evil(s)); s.discard(1); print(len(s))
class Unhashable:
    def __hash__(self): raise ValueError('hash')
attempt(lambda: {Unhashable()}); attempt(lambda: {1}.add(Unhashable())); attempt(lambda: Unhashable() in {1})
class Uncomparable:
    def __hash__(self): return 1
    def __eq__(self, other): raise ValueError('eq')
attempt(lambda: {1, Uncomparable()}); attempt(lambda: Uncomparable() in {1}); attempt(lambda: {Uncomparable()} & {Uncomparable()})
class Same:
    def __init__(self, n): self.n = n
    def __hash__(self): return 7
    def __eq__(self, other): return isinstance(other, Same) and self.n == other.n
    def __repr__(self): return f'Same({self.n})'
s = {Same(i % 5) for i in range(50)}; print(len(s), Same(3) in s, Same(9) in s)
s -= {Same(1), Same(2)}; print(sorted(x.n for x in s) if 'sorted' in globals() else len(s))

# Subclasses and repr
class S(set): pass
class F(frozenset):
    def __new__(cls, *a): return super().__new__(cls, *a)
print(S(), S([1]), F(), F([1]), set(), frozenset(), frozenset([1]), type(S() | S()), type(S().copy()), type(F().union([1])))
x = S([1]); x.attribute = 5; print(x.attribute, x == {1}, x.__reduce__())
class Holder:
    def __init__(self): self.s = {self}
    def __repr__(self): return f'H{self.s}'
print(Holder())
print(set[int], {*(), *[1]}, set('') == set())
for i in range(3): a = {1, 2, 3}; a.clear(); a.add(i); print(a)
