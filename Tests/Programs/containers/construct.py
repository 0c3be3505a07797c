"""Calls of list, dict and set, again and again from the same place: with what they take, what they refuse, and when the name means something else."""
import builtins


def make(kind, *given):
    results = []
    for _ in range(4):
        try:
            results.append(kind(given[0]) if given else kind())
        except Exception as error:
            results.append((type(error).__name__, str(error)))
    return results[0] == results[3] and results[3] is not results[2], results[3]


class Sub(list):
    def __init__(self, items=()):
        super().__init__(items)
        self.made = True


for kind in list, dict, set, tuple, frozenset, Sub:
    print(make(kind))
    for given in ([(1, 2), (3, 4)], {5: 6}, "ab", range(2), ((x, x) for x in ()), None, 3, [[1]], [[[], 1]], [(1,)]):
        ok, result = make(kind, given)
        print(kind.__name__, ok, result if isinstance(result, tuple) or len(result) < 2 else sorted(result, key=repr) if kind is not dict else result)

for _ in range(3):
    made = builtins.list((1, 2)), builtins.dict([(1, 2)]), builtins.set([3]), builtins.list(), builtins.dict(), builtins.set(), builtins.tuple([1])
print(made)


def loop(kinds):
    out = []
    for kind in kinds:
        out.append(kind("ba"))
    return out


print([sorted(x) for x in loop([list, list, set, set, tuple, list, sorted, lambda s: s.upper(), Sub, list])])
for _ in range(3):
    try:
        list("ab", "c")
    except TypeError as error:
        print(error)
    try:
        set(1)
    except TypeError as error:
        print(error)
    try:
        dict(1)
    except TypeError as error:
        print(error)
    print(dict(a=1), dict({"a": 2}, b=3), dict([("x", 1)]))
shared = [1]
print([list(shared) is shared for _ in range(3)], [dict(d := {1: 2}) is d for _ in range(3)], [set(s := {1}) is s for _ in range(3)])
print([list(x for x in range(n)) for n in range(4)], [set(x % 2 for x in range(n)) for n in range(4)], [dict((x, x) for x in range(n)) for n in range(3)])
