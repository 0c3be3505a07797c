# Every iterator of itertools: results, ends, errors, reentrancy.
import itertools
from itertools import (accumulate, batched, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile,
                       filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest)


def attempt(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
        if hasattr(result, "__next__"):
            result = list(result)
        print(result)
    except Exception as error:
        print(type(error).__name__, "-", error)


def take(n, it):
    return list(islice(it, n))


print("count")
print(take(3, count()), take(3, count(5)), take(3, count(5, 2)), take(3, count(5, -3)))
print(count(), count(7), count(7, 3), count(step=-2), take(3, count(start=2, step=3)))
big = count(2**61 - 2)
print([next(big) for i in range(5)])
c = count(3)
print(next(c), c, type(c).__name__, type(c).__module__, type(c).__qualname__)
attempt(count, "a")
attempt(count, 1, "a")
attempt(count, 1, 2, 3)

print("cycle")
print(take(7, cycle("abc")), take(3, cycle([])), list(cycle(())))
attempt(cycle)
attempt(cycle, 5)

print("repeat")
print(list(repeat(1, 3)), list(repeat(1, 0)), list(repeat(1, -5)), take(2, repeat("x")))
print(repeat(1), repeat(1, 3), repeat("a", times=2), repeat(object=1, times=2))
r = repeat(1, 4)
next(r)
print(r, r.__length_hint__(), list(r), r)
attempt(repeat(1).__length_hint__)
attempt(repeat)
attempt(repeat, 1, "a")

print("chain")
print(list(chain()), list(chain("ab", [1, 2], ())), list(chain.from_iterable(["ab", "cd"])))
attempt(chain, 1, 2)
attempt(chain.from_iterable, 1)
attempt(chain.from_iterable, ["a", 1])
ch = chain("a", 1, "b")
print(next(ch))
attempt(next, ch)
attempt(next, ch)


class MyChain(chain):
    pass


print(type(MyChain("a")).__name__, list(MyChain("ab")), type(MyChain.from_iterable(["a"])).__name__)

print("compress")
print(list(compress("ABCDEF", [1, 0, 1, 0, 1, 1])), list(compress("AB", [1])), list(compress(data="AB", selectors=[0, 1])))
attempt(compress, "a")
attempt(compress, 1, 2)

print("dropwhile takewhile filterfalse")
print(list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])))
t = takewhile(lambda x: x, [1, 0, 1])
print(list(t), list(t))
print(list(filterfalse(None, [0, 1, "", "a"])), list(filterfalse(lambda x: x % 2, range(6))), list(filterfalse(bool, [0, 1])))
attempt(dropwhile, None, [1])
attempt(takewhile, lambda x: 1 // x, [1, 0])
attempt(dropwhile, 1)
attempt(takewhile, 1, 2)
attempt(filterfalse, 1, 2, 3)

print("starmap")
print(list(starmap(pow, [(2, 5), [3, 2], (10, 3)])), list(starmap(max, ["abc", "xz"])), list(starmap(lambda *a: a, [(), (1,)])))
attempt(starmap, max, [1])
attempt(starmap, 1, [(1,)])

print("islice")
s = "abcdefgh"
print(list(islice(s, 3)), list(islice(s, 2, 4)), list(islice(s, 2, None)), list(islice(s, 0, None, 3)), list(islice(s, 1, 7, 2)), list(islice(s, None)))
print(list(islice(s, None, None)), list(islice(s, 5, 2)), list(islice(s, 0)))
it = iter(s)
print(list(islice(it, 2)), list(it))
it = iter(s)
print(list(islice(it, 1, 5, 3)), list(it))
for bad in [(-1,), ("a",), (1, -1), (1, "a"), (-1, 2), ("a", 2), (1, 2, 0), (1, 2, -1), (1, 2, "a"), (2**70,), ()]:
    attempt(islice, s, *bad)

print("pairwise")
print(list(pairwise("abcd")), list(pairwise("a")), list(pairwise("")))
attempt(pairwise, 1)

print("accumulate")
print(list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(accumulate([], initial=3)))
print(list(accumulate(["a", "b"])), list(accumulate([])), list(accumulate([2**61, 2**61])), list(accumulate([1, 2], initial=None)))
attempt(accumulate, [1, "a"])
attempt(accumulate, [1, 2], 5)
attempt(accumulate)
attempt(accumulate, [1], None, 3)

print("product")
print(list(product("ab", [1, 2])), list(product()), list(product("ab", repeat=2)), list(product("ab", [], "c")), list(product("ab", repeat=0)))
print(len(list(product(range(3), repeat=4))), list(product([1], [2], [3])))
attempt(product, 1)
attempt(product, "a", repeat=-1)
attempt(product, "a", repeat="x")
attempt(product, "a", "b", repeat=2**62)

print("permutations")
print(list(permutations("abc")), list(permutations("abc", 2)), list(permutations("ab", 3)), list(permutations("", 0)), list(permutations("abc", 0)), list(permutations("a", None)))
print(len(list(permutations(range(5), 3))), list(permutations(range(4)))[-1], list(permutations(range(4), 3))[5:8])
attempt(permutations, "abc", -1)
attempt(permutations, "abc", "x")
attempt(permutations, 1)
attempt(permutations, "ab", True)

print("combinations")
print(list(combinations("abcd", 2)), list(combinations("ab", 3)), list(combinations("ab", 0)), list(combinations("", 0)), list(combinations("abc", 3)))
attempt(combinations, "abc", -2)
attempt(combinations, "abc")
attempt(combinations, "abc", "x")
print(list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement("", 2)), list(combinations_with_replacement("", 0)), list(combinations_with_replacement("ab", 3)))
attempt(combinations_with_replacement, "abc", -2)

print("groupby")
print([(k, list(g)) for k, g in groupby("aabccc")], [(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], lambda x: x % 2)], list(groupby([])))
groups = [g for k, g in groupby("aab")]
print([list(g) for g in groups])
g = groupby("aab")
k, first = next(g)
print(k, next(first), [key for key, group in g], list(first))
attempt(groupby, 1)
attempt(groupby, [1], 5)
attempt(groupby, key=1)
print(type(first).__name__)

print("zip_longest")
print(list(zip_longest("ab", [1, 2, 3])), list(zip_longest("ab", "c", fillvalue="-")), list(zip_longest()), list(zip_longest([], [])))
attempt(zip_longest, 1)

print("batched")
print(list(batched("abcdefg", 3)), list(batched("", 2)), list(batched("abc", 5)), list(batched("abcd", 2, strict=True)), list(batched(iterable="ab", n=1)))
attempt(batched, "abc", 0)
attempt(batched, "abc", 2, strict=True)
attempt(batched, "abc", "x")
attempt(batched, "abc")
b = batched("abc", 2, strict=True)
print(next(b))
attempt(next, b)
attempt(next, b)

print("tee")
a, b = tee("abc")
print(list(a), list(b), list(a), type(a).__name__)
x, y, z = tee(iter(range(5)), 3)
print(next(x), next(x), next(y), list(z), list(x), list(y))
a, b = tee("abcd")
next(a)
c, d = tee(a)
print(c is a, list(c), list(d), list(b), list(a))
print(tee("a", 0), len(tee("a", 1)))
a = tee("abc", 1)[0]
next(a)
e = a.__copy__()
print(list(e), list(a))
attempt(tee, "a", -1)
attempt(tee, 1)
attempt(tee)
long, other = tee(range(2000))
print(sum(long), sum(other))


class Reentrant:
    def __init__(self):
        self.count = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.count += 1
        if self.count == 2:
            return next(self.tee)
        return self.count


r = Reentrant()
a, b = tee(r)
r.tee = a
print(next(a))
attempt(next, a)
print(next(b))


class Bad:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("bad")


for make in [chain, cycle, pairwise, lambda b: compress(b, [1]), lambda b: compress([1], b), lambda b: islice(b, 3), lambda b: zip_longest(b, [1]), accumulate, lambda b: batched(b, 2), groupby,
             lambda b: starmap(max, b), lambda b: takewhile(bool, b), lambda b: dropwhile(bool, b), lambda b: filterfalse(None, b), lambda b: tee(b)[0], lambda b: product(b), lambda b: permutations(b), lambda b: combinations(b, 1)]:
    attempt(make, Bad())


class BadEqual:
    def __eq__(self, other):
        raise KeyError("eq")


attempt(lambda: [k for k, g in groupby([BadEqual(), BadEqual()])] and None)

# A pairwise whose iterator uses the pairwise itself.


class Nested:
    def __init__(self, depth):
        self.depth = depth

    def __iter__(self):
        return self

    def __next__(self):
        self.depth -= 1
        if self.depth < 0:
            raise StopIteration
        if self.depth == 2:
            return next(self.p)
        return self.depth


n = Nested(5)
n.p = pairwise(n)
print(list(n.p))

print(sorted(name for name in dir(itertools) if not name.startswith("__")))
for name in ["accumulate", "batched", "chain", "count", "tee", "islice"]:
    print(name, getattr(itertools, name).__module__ if name != "tee" else itertools.tee.__name__)
