"""Operations between sets: with keys that are compared at once, with keys that only `==` can tell, and with `==` that changes the sets."""


class Key:
    """Equal hashes, slow equality."""

    def __init__(self, value, log=None):
        self.value = value
        self.log = log

    def __hash__(self):
        return self.value % 3

    def __eq__(self, other):
        if self.log is not None:
            self.log.append((self.value, getattr(other, "value", other)))
        return isinstance(other, Key) and self.value == other.value

    def __repr__(self):
        return f"k{self.value}"


def operations(a, b):
    yield a & b
    yield a | b
    yield a - b
    yield a ^ b
    yield a <= b, a < b, a == b, a != b, a >= b, a > b, a.isdisjoint(b), a.issubset(b), a.issuperset(b)
    for name in "intersection_update", "difference_update", "symmetric_difference_update", "update":
        copy = set(a)
        getattr(copy, name)(b)
        yield copy


# Plain keys; the order of what comes out is the order of the table.
groups = [set(), {1}, {5, 3}, set(range(5)), set(range(3, 40)), set(range(0, 900, 7)), set("abc"), {1.5, 2.5, 1, 2}, {True, 2}, {(1, 2), (3,), ()}, {-1, -2, 2**70},
          frozenset(range(20)), frozenset("bcd"), frozenset([(1, 2)])]
for a in groups:
    for b in groups:
        results = [r if isinstance(r, tuple) else (type(r).__name__, len(r), sorted(map(repr, r))[:4]) for r in operations(a, b)]
        print(hash(str(results)) != 0, [r for r in results if isinstance(r, tuple) and len(r) > 3], [r[1] for r in results if len(r) == 3])
numbers = [(list(a & b), list(a - b), list(a ^ b), list(a | b)) for a in (set(range(0, 90, 7)), set(range(0, 400, 3)), set([-1, 64, 128, 0])) for b in (set(range(0, 91, 5)), set([7, 14, -2, 64]))]
print(numbers)

# Keys that only `==` can tell, and in which order it is asked.
log = []
a = {Key(n, log) for n in range(6)}
b = {Key(n, log) for n in range(3, 9)}
for result in operations(a, b):
    print(sorted(map(repr, result)) if isinstance(result, (set, frozenset)) else result, log)
    log.clear()
mixed = {1, "x", Key(1), 2.0, None}
print(sorted(map(repr, mixed & {Key(1), 1})), sorted(map(repr, mixed - {Key(4), "x", None})), mixed >= {Key(1), 2}, mixed <= {Key(2)})


# An `==` that changes what is gone through.
class Evil:
    def __init__(self, number, action):
        self.number = number
        self.action = action

    def __hash__(self):
        return 7

    def __eq__(self, other):
        action, self.action = self.action, None
        if action:
            action()
        return self is other


for name in "__and__", "__sub__", "__le__", "__eq__", "isdisjoint", "__xor__", "__or__", "difference_update", "intersection_update":
    left, right = set(), set()
    left.add(Evil(1, None))
    left.update(range(10, 13))
    right.add(Evil(2, left.clear))
    right.update(range(9, 30))
    try:
        result = getattr(left, name)(right)
        print(name, type(result).__name__, len(left), len(right))
    except RuntimeError as error:
        print(name, error)

# Subclasses and frozensets.
class Named(set):
    def __le__(self, other):
        return "own"

    def __and__(self, other):
        return "and"

    def __rsub__(self, other):
        return "rsub"


class Frozen(frozenset):
    pass


n = Named([1, 2])
print(n <= {1, 2, 3}, {1} >= n, n & {1}, {1} & n, {1, 2, 3} - n, n - {1}, type(n | {3}).__name__, type({3} | n).__name__)
f = Frozen([1, 2])
print(type(f & f).__name__, type(f | {3}).__name__, type({3} | f).__name__, f == frozenset([1, 2]), hash(f) == hash(frozenset([1, 2])), f <= {1, 2}, {1} < f)
print(frozenset([1]) & {1}, {1} & frozenset([1]), type(frozenset([1]) ^ {2}).__name__)
for other in ([1], {1: 2}, "1", None, 1):
    for operation in ("__and__", "__or__", "__sub__", "__xor__", "__le__", "__eq__"):
        print(getattr({1}, operation)(other), end=" ")
    try:
        {1} - other
    except TypeError as error:
        print(error)
    try:
        {1} < other
    except TypeError as error:
        print(error)
s = {1, 2, 3}
s -= s
print(s, s.__isub__([1]))
s = {1, 2}
s ^= s
print(s)
s = {1, 2}
s &= s
s |= s
print(s, s <= s, s < s, s.isdisjoint(s), set().isdisjoint(set()))

# Where keys lie, and so the order, is that of a set which grew key by key: of few and of many, with and without collisions, after removals.
state = 1
for trial in range(400):
    state = (state * 1103515245 + 12345) % 2**31
    count, span, factor = state % 70, (8, 40, 100, 1000)[state // 70 % 4], (1, 8, 32, 128, 1 << 40)[state // 280 % 5]
    keys = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        keys.append(state // 7 % span * factor + state // 3 % 2)
    a = set(keys)
    b = frozenset(keys[::3]) | {key + 1 for key in keys[::5]}
    for key in keys[::4]:
        a.discard(key)
    digest = [list(a - b), list(b - a), list(a & b), list(b & a), list(a | b), list(a ^ b)]
    grown = (a - b) | {5, 6, 7}
    digest.append(list(grown))
    print(sum(n * k for part in digest for n, k in enumerate(part, 1)), end=" ")
print()
