# What copies of the iterators of itertools are made from: __reduce__, __setstate__ and copy.
import copy
import itertools
import warnings

warnings.simplefilter("ignore")


def show(value, depth=0):
    if isinstance(value, tuple):
        return "(" + ", ".join(show(item, depth + 1) for item in value) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, list):
        return "[" + ", ".join(show(item, depth + 1) for item in value) + "]"
    if isinstance(value, type):
        return value.__name__
    if callable(value) and hasattr(value, "__name__"):
        return value.__name__
    if hasattr(value, "__next__") and depth < 20:
        try:
            return "<" + show(value.__reduce__(), depth + 1) + ">"
        except TypeError:
            return type(value).__name__
    return repr(value)


def attempt(function, *arguments):
    try:
        return show(function(*arguments))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def add(a, b):
    return a + b


def small(x):
    return x < 3


MAKERS = {
    "accumulate": lambda: itertools.accumulate([1, 2, 3]),
    "accumulate function": lambda: itertools.accumulate([1, 2, 3], add),
    "accumulate initial": lambda: itertools.accumulate([1, 2, 3], initial=10),
    "accumulate None": lambda: itertools.accumulate([None, 5], lambda a, b: b),
    "chain": lambda: itertools.chain("ab", "", [1, 2]),
    "chain empty": lambda: itertools.chain(),
    "from_iterable": lambda: itertools.chain.from_iterable(["ab", "c"]),
    "combinations": lambda: itertools.combinations("abc", 2),
    "combinations none": lambda: itertools.combinations("ab", 3),
    "combinations zero": lambda: itertools.combinations("ab", 0),
    "with_replacement": lambda: itertools.combinations_with_replacement("abc", 2),
    "with_replacement none": lambda: itertools.combinations_with_replacement("", 1),
    "compress": lambda: itertools.compress("abc", [1, 0, 1]),
    "count": lambda: itertools.count(5, 2),
    "cycle": lambda: itertools.cycle("abc"),
    "cycle empty": lambda: itertools.cycle(""),
    "dropwhile": lambda: itertools.dropwhile(small, [1, 2, 3, 1]),
    "takewhile": lambda: itertools.takewhile(small, [1, 2, 3, 1]),
    "filterfalse": lambda: itertools.filterfalse(small, [1, 4, 2, 5]),
    "filterfalse None": lambda: itertools.filterfalse(None, [0, 1, 0]),
    "groupby": lambda: itertools.groupby([1, 1, 2, 3, 3]),
    "groupby key": lambda: itertools.groupby([1, 2, 4, 5], small),
    "islice": lambda: itertools.islice(range(10), 2, 8, 3),
    "islice open": lambda: itertools.islice(range(10), 2, None),
    "islice stop": lambda: itertools.islice("abc", 2),
    "permutations": lambda: itertools.permutations([1, 2, 3], 2),
    "permutations none": lambda: itertools.permutations([1], 2),
    "product": lambda: itertools.product("ab", [1, 2]),
    "product none": lambda: itertools.product("", "a"),
    "product zero": lambda: itertools.product(),
    "repeat": lambda: itertools.repeat("x", 2),
    "starmap": lambda: itertools.starmap(add, [(1, 2), (3, 4)]),
    "zip_longest": lambda: itertools.zip_longest("abc", [1], fillvalue=0),
    "zip_longest empty": lambda: itertools.zip_longest(),
    "tee": lambda: itertools.tee([1, 2, 3])[0],
    "pairwise": lambda: itertools.pairwise([1, 2, 3]),
    "batched": lambda: itertools.batched([1, 2, 3], 2),
}

for name, make in MAKERS.items():
    print("==", name)
    for steps in range(9):
        iterator = make()
        taken = []
        for _ in range(steps):
            item = next(iterator, "end")
            taken.append(item)
        if name == "tee":
            print(steps, iterator.__reduce__()[2][1])
            continue
        print(steps, attempt(iterator.__reduce__))
        if "pairwise" in name or "batched" in name:
            continue
        for copier in copy.copy, copy.deepcopy:
            try:
                second = copier(iterator)
                rest = [show(item) if "groupby" not in name else (item[0], list(item[1])) for item in itertools.islice(second, 4)]
            except Exception as error:
                rest = f"{type(error).__name__}: {error}"
            print("  ", copier.__name__, rest)
        if taken and taken[-1] == "end":
            break

print("== _grouper")
groups = itertools.groupby([1, 1, 2])
key, group = next(groups)
print(show(group.__reduce__()))
print(next(group), show(group.__reduce__()))
second = copy.deepcopy(group)
print(list(second), list(group))
next(groups)
print(show(group.__reduce__()))

print("== tee")
first, second = itertools.tee(iter("abcdef"))
print(next(first), next(first), next(second))
print([type(part).__name__ for part in first.__reduce__()], first.__reduce__()[2][1], second.__reduce__()[2][1])
third = copy.copy(first)
print(list(third), list(first), list(second))
first, second = itertools.tee([1, 2, 3, 4])
next(first), next(first), next(second)
third = copy.deepcopy(second)
print(list(third), list(second), list(first))
print(attempt(type(first)))
long = itertools.tee(range(120))[0]
for _ in range(58):
    next(long)
again, others = copy.copy(long), itertools.tee(range(60))
type_, arguments, state = long.__reduce__()
block, items, following = state[0].__reduce__()[1]
print(show(arguments), state[1], items, following)
third = type_(*arguments)
third.__setstate__((state[0], 0))
print(list(third)[:3], next(long), list(again)[-1])
Block = type(state[0])
for given in ([1], 0, None), (range(3), [9, 8], None), (range(3), [9], 5), (range(3), list(range(57)), 5), (range(3), list(range(58)), None), (range(3), (), None):
    print(attempt(lambda: Block(*given).__reduce__()[1][1:]))
fourth = type_(())
for bad in (Block(iter([5]), [1, 2], None), 3), (Block(iter([5]), [1, 2], None), -1), (Block(iter([5]), [1, 2], None), "a"), (Block(iter([5]), [1, 2], None), 1), (Block(iter([5]), [1, 2], None), 58):
    if bad[1] == 3:
        continue
    print(attempt(fourth.__setstate__, bad), bad[1])
print(list(fourth))
print(list(type(first)("xy")))

print("== __setstate__")


def set_state(name, *states):
    for state in states:
        iterator = MAKERS[name]()
        result = attempt(iterator.__setstate__, state)
        try:
            items = list(itertools.islice(iterator, 5))
        except Exception as error:
            items = f"{type(error).__name__}: {error}"
        print(name, show(state), "->", result, show(items) if "groupby" not in name else len(items))


set_state("accumulate", 5, None, "x")
set_state("accumulate None", 7, None)
set_state("chain", (), (1,), (iter("x"),), (iter([[1], [2]]), iter("z")), (1, 2, 3), [iter("x")], (iter("x"), 1), None)
set_state("chain empty", (iter(["pq"]),))
set_state("combinations", (0, 1), (1, 2), (5, 9), (-3, 0), (0,), (0, 1, 2), [0, 1], ("a", "b"), (0, 2.5), 1)
set_state("combinations none", (0, 1, 2), ())
set_state("with_replacement", (0, 1), (2, 2), (9, 9), (-1, -1), (1,), [1, 1], ("a", 1))
set_state("cycle", ([1, 2], 0), ([1, 2], True), ([], 0), ((1,), 0), ([1],), [[1], 0], ([1], "a"), ([1], 5))
set_state("dropwhile", 0, 1, True, [], "x")
set_state("takewhile", 0, 1, False, None)
set_state("groupby", (1, 1, 1), (2, 2, 1), (1, 1), [1, 1, 1], None)
set_state("islice", 0, 3, -1, 2**70, "x", None, True)
set_state("permutations", ((0, 1, 2), (3, 2)), ((2, 1, 0), (1, 1)), ((9, 9, 9), (9, 9)), ((-1, -1, -1), (-1, 0)), ((0, 1), (3, 2)), ((0, 1, 2), (3,)), [(0, 1, 2), (3, 2)], ((0, 1, 2), "ab"), ((0, 1, "a"), (3, 2)), 5)
set_state("product", (0, 0), (1, 0), (1, 1), (9, 9), (-5, -1), (0,), [0, 0], ("a", 0), (0.5, 0))
set_state("product none", (0, 0))
set_state("product zero", ())
set_state("zip_longest", 5, None)
set_state("tee", None, (), (1, 2), [1])


class Sub(itertools.chain):
    pass


sub = Sub("ab", "c")
sub.attribute = 1
next(sub)
print(show(sub.__reduce__()), copy.copy(sub).__class__.__name__, list(copy.copy(sub)))

print("== warnings")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for name, make in MAKERS.items():
        iterator = make()
        attempt(iterator.__reduce__)
        print(name, [str(warning.category.__name__) for warning in caught], end=" ")
        caught.clear()
        if hasattr(iterator, "__setstate__"):
            attempt(iterator.__setstate__, None)
            print([str(warning.message) for warning in caught], end="")
            caught.clear()
        print()
with warnings.catch_warnings():
    warnings.simplefilter("error")
    print(attempt(copy.copy, itertools.chain("a")))
    print(attempt(itertools.cycle("a").__setstate__, None))
