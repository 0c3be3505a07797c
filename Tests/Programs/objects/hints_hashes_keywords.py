# When length hints and hashes are asked for, slots borrowed from other classes, and keywords that come from mappings.
import warnings

print("== length hints that raise")


class BadLength:
    def __iter__(self):
        return iter(range(10))

    def __len__(self):
        raise RuntimeError("hello")


class BadHint:
    def __iter__(self):
        return iter(range(10))

    def __length_hint__(self):
        raise RuntimeError("hello")


CONSUMERS = {
    "list": list, "extend": [].extend, "bytearray.extend": bytearray(3).extend, "tuple": tuple, "bytes": bytes, "bytearray": bytearray,
    "[*x]": lambda x: [*x], "(*x,)": lambda x: (*x,), "set": set, "sorted": sorted, "map": lambda x: list(map(str, x)), "zip": lambda x: list(zip(x)),
    "enumerate": lambda x: list(enumerate(x)), "filter": lambda x: list(filter(None, x)), "iadd": lambda x: [].__iadd__(x),
    "slice": lambda x: [1].__setitem__(slice(0), x), "fromkeys": dict.fromkeys, "frozenset": frozenset, "sum": sum, "max": max, "any": any,
}
for name, consume in CONSUMERS.items():
    for source in BadLength, BadHint:
        try:
            consume(source())
            print(name, source.__name__, "asks not")
        except Exception as error:
            print(name, source.__name__, type(error).__name__, error)

print("== special methods that are properties")


class ItemProperty:
    __getitem__ = property(lambda self: 1 / 0)


class IterProperty:
    __iter__ = property(lambda self: 1 / 0)


class BothProperties(ItemProperty, IterProperty):
    pass


for kind in ItemProperty, IterProperty, BothProperties:
    for use in list, lambda x: [i for i in x], lambda x: 1 in x, iter, lambda x: [*x]:
        try:
            use(kind())
            print(kind.__name__, "fine")
        except Exception as error:
            print(kind.__name__, type(error).__name__, error)

print("== borrowed slots")


class Owner:
    __slots__ = ("slot", "other")


class Borrower:
    borrowed = Owner.slot


class Shadow:
    __slots__ = ("own",)
    shadow = Owner.other


class Heir(Owner):
    alias = Owner.slot


def load(o):
    return o.borrowed


def store(o):
    o.borrowed = 1


def delete(o):
    del o.borrowed


def load_shadow(o):
    return o.shadow


def store_shadow(o):
    o.shadow = 1


for use, kind in (load, Borrower), (store, Borrower), (delete, Borrower), (load_shadow, Shadow), (store_shadow, Shadow):
    results = set()
    for _ in range(50):
        try:
            use(kind())
            results.add("fine")
        except Exception as error:
            results.add(f"{type(error).__name__}: {error}")
    print(use.__name__, sorted(results))


def through_alias(o):
    o.alias = 5
    return o.alias + o.slot


print([through_alias(Heir()) for _ in range(20)][-1])

print("== hashes are not asked for again")


class Counting(int):
    asked = 0

    def __hash__(self):
        Counting.asked += 1
        return int.__hash__(self)


d = dict.fromkeys(map(Counting, range(10)))


def count(name, use):
    Counting.asked = 0
    use()
    print(name, Counting.asked)


s = set(d)
f = frozenset(d)
for name, use in {
    "set(dict)": lambda: set(d), "difference(dict)": lambda: s.difference(d), "fromkeys(set)": lambda: dict.fromkeys(s), "fromkeys(frozenset)": lambda: dict.fromkeys(f, 1),
    "fromkeys(dict)": lambda: dict.fromkeys(d), "update(dict)": lambda: set().update(d), "s | s": lambda: s | set(d), "intersection(dict)": lambda: s.intersection(d),
    "issubset(dict)": lambda: s.issubset(d), "isdisjoint(dict)": lambda: s.isdisjoint(d), "s & f": lambda: s & f, "**d": lambda: {**d}, "d | d": lambda: d | d,
    "set(set)": lambda: set(s), "keys & set": lambda: d.keys() & s, "keys | set": lambda: d.keys() | s, "keys - set": lambda: d.keys() - s,
    "keys ^ set": lambda: d.keys() ^ s, "keys == set": lambda: d.keys() == s, "dict == dict": lambda: d == dict(d), "fromkeys(list)": lambda: dict.fromkeys(list(d)),
    "symmetric": lambda: set(s).symmetric_difference_update(d), "set(keys)": lambda: set(d.keys()), "dict(d)": lambda: dict(d),
}.items():
    count(name, use)
print(hash(""), hash(b""), hash(memoryview(b"")), hash("a"[1:]), {"": 1, b"": 2}[""], "" in {""}, {"x": 1}.get(""))

print("== bools inverted")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    flag = True
    print(~flag, [str(warning.message) for warning in caught])

print("== keywords of mappings")


def function(*args, **kwargs):
    return args, kwargs


class Mapping:
    def __init__(self, items):
        self.items = items

    def keys(self):
        return [key for key, _ in self.items]

    def __getitem__(self, key):
        return [value for name, value in self.items if name == key][0]


for text in (
    "function(**{1: 2})", "function(**{1: 2}, **{1: 3})", "function(a=1, **{1: 2})", "function(**{'a': 1}, **{1: 2})", "function(**Mapping([('x', 1), ('x', 2)]))",
    "function(a=3, **Mapping([('x', 1), ('x', 2)]))", "function(a=3, **Mapping([('a', 1)]))", "function(**Mapping([(1, 1)]))", "function(**Mapping([((1,), 1), ((1,), 2)]))",
    "function(x=1, **Mapping([('y', 1)]))", "function(**Mapping([(1, 1)]), **{2: 3})", "dict(**{1: 2}, **{1: 2})", "dict(**{1: 3})", "function(**{'a': 1}, **{'a': 2})",
    "print(**{1: 2})", "dict(**{'a': 1}, **{1: 2})",
):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
