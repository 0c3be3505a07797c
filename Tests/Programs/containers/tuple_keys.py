"""Tuples as keys: of plain items, of anything else, nested, equal to other tuples, with hashes that raise."""


class Pair(tuple):
    def __hash__(self):
        return 5


class Number(int):
    def __hash__(self):
        return 99


class Bad:
    def __hash__(self):
        raise ValueError("no hash")


keys = [(), (1,), (1, 2), ("a", 1), (1, "a"), (1.5, 2), (True, 0), (None,), ((1, 2), 3), ((), ()), (2**70, 1), (-1, -2), (-2, -1), tuple(range(16)), tuple(range(17)), (b"x",), (Number(3),), ("",)]
d = {key: index for index, key in enumerate(keys)}
print(len(d), [d[key] for key in keys], list(d) == keys)
print([d[tuple(list(key))] for key in keys[:13]])
print(d[1.0, 2.0], d[True, 2], d.get((1.0,)), (1, 2.0) in d, (2, 1) in d, d.get((1, 0)), d.get((False, 0)))
print([hash(key) == hash(tuple(list(key))) for key in keys], hash((1, 2)), hash(()), hash((-1,)), hash((-2,)), hash(((1, 2), 3)), hash((0,)), hash((2**61 - 1, 2**61)))
s = set(keys)
print(len(s), all(key in s for key in keys), ((1, 2), 3) in s, (1, 3) in s, len(s | {(1, 2), (3, 4)}))
d = {}
d[Pair((1, 2))] = "pair"
d[1, 2] = "tuple"
print(len(d), d[1, 2], d[Pair((1, 2))], d[(Pair((1, 2)))])
for operation in (lambda: {(1, []): 2}, lambda: {1: 2}[1, {}], lambda: (1, [2]) in {1}, lambda: {(Bad(), 1)}, lambda: {}.get((1, (2, [3]))), lambda: {(1, 2): 3}[1, 3], lambda: {("a",): 3}["b",]):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
deep = ()
for _ in range(50):
    deep = (deep, 1)
print(hash(deep) == hash(deep), {deep: 1}[deep], deep in {deep})
grid = {}
for i in range(12):
    for j in range(12):
        grid[i, j] = grid.get((i - 1, j), 0) + grid.get((i, j - 1), 1)
print(grid[11, 11], len(grid), sum(grid[i, i] for i in range(12)))
a, b = "x", 1
print({"k": a, "l": b, "k": 3}, {a: 1, "x": 2}, {(a, b): 1, ("x", 1): 2}, {1: "a", True: "b", 1.0: "c"}, {**{"a": 1}, "a": 2, (1,): 3})
