"""How loops over built-in containers end, what happens when they change on the way, and what an iterator that has ended says."""


def loop(iterable, action=lambda item: None):
    iterator = iter(iterable)
    items = []
    try:
        for item in iterator:
            items.append(item)
            if len(items) > 30:
                break
            action(item)
    except RuntimeError as error:
        items.append(str(error))
    again = []
    try:
        for item in iterator:
            again.append(item)
            if len(again) > 5:
                break
    except RuntimeError as error:
        again.append(str(error))
    try:
        last = next(iterator, "end")
    except RuntimeError as error:
        last = str(error)
    hint = iterator.__length_hint__() if hasattr(iterator, "__length_hint__") else None
    return items, again, last, hint


def every(n):
    # The same loop meets all kinds of iterators, in changing order.
    makers = [lambda: [1, 2, 3], lambda: (4, 5), lambda: {6: 7, 8: 9}, lambda: {10}, lambda: frozenset([11]), lambda: range(2), lambda: "ab", lambda: "\u20ac\u20ad",
              lambda: {1: 2}.values(), lambda: {1: 2}.items(), lambda: reversed([1, 2]), lambda: enumerate("x"), lambda: (i for i in (1, 2)), lambda: map(abs, [-1]),
              lambda: b"ab", lambda: [], lambda: (), lambda: {}, lambda: set(), lambda: frozenset(), lambda: range(0), lambda: "", lambda: range(2**70, 2**70 + 2)]
    seen = []
    for k in range(n):
        for item in makers[k * 7 % len(makers)]():
            seen.append(item)
        else:
            seen.append("-")
    return seen


print(every(60))

l = [1, 2, 3]
print(loop(l, lambda item: l.append(item) if len(l) < 6 else None), l)
l = [1, 2, 3, 4]
print(loop(l, lambda item: l.pop()), l)
l = [1, 2, 3]
it = iter(l)
for x in it:
    pass
l.append(4)
print(list(it), next(it, None), it.__reduce__()[1:], it.__length_hint__())
it = iter((1, 2))
for x in it:
    pass
print(list(it), it.__reduce__()[1:])
print(loop(range(3)), loop((1, 2)), loop("abc"), loop([]), loop(()), loop(range(5, 5)))

d = {1: "a", 2: "b", 3: "c"}
print(loop(d, lambda item: d.__setitem__(item + 10, 0)))
d = {1: "a", 2: "b", 3: "c"}
print(loop(d.values(), lambda item: d.clear()))
d = {1: "a", 2: "b", 3: "c"}
print(loop(d, lambda item: (d.pop(item), d.__setitem__(item + 10, 0))))
d = {1: "a", 2: "b", 3: "c"}
print(loop(d, lambda item: (d.__setitem__(item + 10, 0), d.pop(3, None)) if item == 1 else None))
d = {n: n for n in range(10)}
for n in range(5, 10):
    del d[n]
print(loop(d), loop(d.values()), loop(d.items()), loop(reversed(d)))
d.clear()
print(loop(d), loop({}), loop({}.values()))
it = iter(d := {1: 2})
for k in it:
    pass
d[5] = 6
print(list(it), next(it, "end"))

s = {1, 2, 3}
print(loop(s, lambda item: s.add(item + 10)))
s = {1, 2, 3}
print(loop(s, lambda item: s.clear()))
s = {1, 2, 3}
print(loop(s, lambda item: (s.discard(item), s.add(item + 100)))[0][:2])
s = set(range(20))
s -= set(range(3, 20))
print(loop(s), loop(set()), loop(frozenset(range(5))), loop(frozenset()))
it = iter(s := {1})
for k in it:
    pass
s.add(7)
print(list(it), next(it, "end"), it.__length_hint__())


class Frozen(frozenset):
    pass


print(sorted(loop(Frozen("ab"))[0]), loop(Frozen([3]))[1:])
print([(x, y) for x in range(3) for y in range(x)], [x for x in reversed(range(0, 10, 3))], list(reversed(range(0))), list(reversed(range(5, 0, -2))), list(range(-3, 4, 2)))
print(list(reversed(range(2**61 - 3, 2**61 - 1))), list(reversed(range(-2**61, -2**61 + 2))), len(range(0, 2**61 - 1)), list(reversed(range(0, -2**61, -2**61))), list(range(0, 2**62, 2**61)))
print(type(iter(range(3))).__name__, type(iter(range(2**70))).__name__, type(reversed(range(3))).__name__, type(reversed(range(2**63, 2**63 + 1))).__name__)
