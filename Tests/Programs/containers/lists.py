# Lists: items, slices, methods, operators, iteration, reentrance.
def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except BaseException as error:
        print(type(error).__name__, error)

def sequence(n):
    return list(range(n))

# Slices: every combination of small bounds and steps.
def reference(items, start, stop, step):
    length = len(items)
    result = []
    if step > 0:
        i = 0 if start is None else max(0, start + length) if start < 0 else min(start, length)
        end = length if stop is None else max(0, stop + length) if stop < 0 else min(stop, length)
        while i < end:
            result.append(items[i])
            i += step
    else:
        i = length - 1 if start is None else max(-1, start + length) if start < 0 else min(start, length - 1)
        end = -1 if stop is None else max(-1, stop + length) if stop < 0 else min(stop, length - 1)
        while i > end:
            result.append(items[i])
            i += step
    return result

wrong = 0
digest = 0
for n in range(6):
    for start in [None, -7, -3, -1, 0, 1, 2, 4, 9]:
        for stop in [None, -7, -2, -1, 0, 1, 3, 5, 9]:
            for step in [1, 2, 3, 7, -1, -2, -3, -9]:
                items = sequence(n)
                part = items[start:stop:step]
                if part != reference(items, start, stop, step):
                    wrong += 1
                if tuple(items)[start:stop:step] != tuple(part):
                    wrong += 1
                copy = items[:]
                copy[start:stop:step] = ['x'] * len(part)
                if copy.count('x') != len(part) or len(copy) != n:
                    wrong += 1
                copy = items[:]
                del copy[start:stop:step]
                if copy != [i for i in items if i not in part]:
                    wrong += 1
                for item in copy:
                    digest = (digest * 31 + item) % 1000003
print(wrong, digest)

a = sequence(5)
a[1:3] = [10, 20, 30, 40]
print(a)
a[2:2] = 'abc'
print(a)
a[:] = a
print(a)
a[1:1] = a
print(a)
a[3:5] = ()
print(a)
a[8:2] = [99]
print(a)
a[::-1] = list(a)
print(a)
a[:] = []
print(a, len(a))
b = [1, 2, 3]
b += (x for x in 'de')
b += b
b *= 2
print(b)
b *= 0
print(b)
c = [1]
c *= 3
c = 2 * c
print(c, c * True, c * -4)

# Methods
l = [5, 3, 8]
l.insert(0, 1); l.insert(100, 2); l.insert(-1, 7); l.insert(-100, 0)
print(l)
print(l.pop(), l.pop(0), l.pop(-2), l)
print(l.index(3), l.index(3, 1), l.index(3, -4, -1), l.count(3), l.count(3.0), l.count('3'))
l.remove(3); l.reverse(); print(l)
m = l.copy(); m.extend(l); m.extend({1: 2}); m.extend({7}); m.extend('xy'); m.extend(range(3)); m.extend(i for i in range(2)); m.extend(m)
print(m, l)
m.clear(); print(m)
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [2] > [1, 9], [1] == [1.0], [1] != (1,), [] <= [], [[1], 2] >= [[1], 2])
print([float('nan')] == [float('nan')], (lambda x: [x] == [x])(float('nan')))
for f in [lambda: [].pop(), lambda: [1].pop(3), lambda: [].remove(1), lambda: [1].index(2), lambda: [1, 2, 1].index(1, 1, 2), lambda: [1][1], lambda: [1][-2],
          lambda: [1]['a'], lambda: [1][1.0], lambda: [1][None], lambda: [1] + (2,), lambda: [1] * 1.5, lambda: [1] * 'a', lambda: [1] < (1,), lambda: [1].append(),
          lambda: [1].append(1, 2), lambda: [1].insert(1), lambda: [1].insert('a', 1), lambda: [1].extend(1), lambda: list(1), lambda: list(1, 2), lambda: list(a=1),
          lambda: [1].sort(1), lambda: [1, 'a'].sort(), lambda: [1].sort(key=1), lambda: [1].sort(foo=1), lambda: hash([]), lambda: [1, 2, 3].__setitem__(slice(0, 3, 2), [1]),
          lambda: [1, 2, 3].__setitem__(slice(0, 1), 5), lambda: [1, 2, 3].__setitem__(slice(0, 3, 2), 5), lambda: [1].__setitem__(1, 1), lambda: [1].__setitem__('a', 1),
          lambda: [1].__delitem__(1), lambda: [1].__delitem__('a'), lambda: [1][::0], lambda: [1][10 ** 30], lambda: [1].pop(10 ** 30), lambda: [1][10 ** 30:], lambda: [1][:-10 ** 30],
          lambda: [1].index(1, None), lambda: [1] * 10 ** 30, lambda: [1] * 10 ** 18, lambda: [1, 2].copy(1), lambda: list.append(1, 2), lambda: list.append()]:
    attempt(f)

# Iterators
it = iter([1, 2]); print(next(it), it.__length_hint__(), next(it), next(it, 'end'), it.__length_hint__())
grow = [0]
for x in grow:
    if len(grow) < 5: grow.append(x + 1)
print(grow)
shrink = list(range(10)); seen = []
for x in shrink:
    seen.append(x); shrink.pop(0)
print(seen, shrink)
done = [1]; it = iter(done); list(it); done.append(2); print(list(it))
r = reversed([1, 2, 3]); print(next(r), r.__length_hint__(), list(r), list(r))
back = [1, 2, 3, 4]; r = reversed(back); next(r); back.clear(); print(list(r))
print(list(reversed([])), iter([1]).__reduce__()[1:], reversed([1, 2]).__reduce__()[1:])
it = iter([1, 2, 3]); it.__setstate__(2); print(list(it))

# repr, also of lists inside themselves and of strings of every width
x = []; x.append(x); x.append([x]); print(x)
print(['é', '\u20ac', '\U0001f600', "it's", 1.5, None, True, (1, [2]), {3: [4]}])
class Bad:
    def __repr__(self): raise ValueError('no')
attempt(repr, [1, Bad()])
attempt(repr, x)
deep = []
for i in range(100000): deep = [deep]
try: repr(deep)
except RecursionError: print('RecursionError')
try: deep == [deep]
except RecursionError: print('RecursionError')
other = []
for i in range(100000): other = [other]
try: print(deep == other)
except RecursionError: print('RecursionError')

# Comparing changes the list
class Clearing:
    def __init__(self, victim): self.victim = victim
    def __eq__(self, other): self.victim.clear(); return False
    def __lt__(self, other): self.victim.clear(); return False
v = [1, 2, 3]; v[1:1] = [Clearing(v)] * 2; print(v.count(5), v)
v = [0]; v += [Clearing(v)] * 3; print(5 in v, v)
v = [0]; v += [Clearing(v)] * 3; attempt(v.remove, 5)
v = [0]; v += [Clearing(v)] * 3; print(v == [0, 1, 2, 3], v)
class Index:
    def __init__(self, victim, value): self.victim, self.value = victim, value
    def __index__(self): self.victim.clear(); return self.value
v = [1, 2, 3]; attempt(lambda: v[Index(v, 1)])
v = [1, 2, 3]; print(v[Index(v, 0):], v)
v = [1, 2, 3]; attempt(lambda: v.pop(Index(v, 1)))
v = [1, 2, 3]; v.insert(Index(v, 2), 'i'); print(v)
v = [1, 2, 3]; attempt(lambda: v.__setitem__(Index(v, 1), 4)); print(v)
v = [1, 2, 3]; v[Index(v, 1):] = [7, 8]; print(v)
v = [1, 2, 3]; del v[Index(v, 0):]; print(v)

# Subclasses
class L(list):
    def __init__(self, *a, tag=None): super().__init__(*a); self.tag = tag
s = L([1, 2], tag='t'); print(s, s.tag, type(s + s), type(s[:]), type(s * 2), type(s.copy()), isinstance(s, list), len(s))
s.append(3); print(s == [1, 2, 3], [1, 2, 3] == s, s.__class__.__name__)
class Empty(list):
    def __new__(cls, *a): return super().__new__(cls)
    def __init__(self, *a): pass
e = Empty([1]); print(e); e.append(1); print(e, list.__new__(L))
l = [1, 2]; l.__init__(); print(l); l.__init__('ab'); print(l)
print(list[int], [*'abc', *(), *[1]], list(zip([1, 2], (3, 4))))
attempt(lambda: [*1])
attempt(lambda: list(iter(int, 1)) if False else 'lazy')
