# Instructions that lowering fuses: back-edges with conditions, constant operands, unpacking into locals.
def f(a, d, s, t):
    a[0] += 1; a[-1] = a[1]; d['k'] = a[0]; d['k'] += 2
    x = t[1]; y = s[-1]
    for (([p,q,r], u, v), w) in [(((1,2,3),4,5),6)]:
        print(p,q,r,u,v,w)
    (p, q), r = (r, u), v
    print(p,q,r)
    [p, q], p = (7, 8), 9
    print(p,q)
    return a, d, x, y
print(f([1,2,3], {}, "abc", (4,5)))
class A:
    def __getitem__(s, i): return i
    def __setitem__(s, i, v): print("set", i, v)
    def __delitem__(s, i): pass
a = A()
def g():
    a[5] = a['x']; a[None] = a[(1,2)]; a[1.5] += 'q' if 0 else 2.0
g()
nothing, items = None, [1]
for e in ("items[5]","(1,)[7]","{}['z']","'abc'[9]","nothing[0]","items['a']"):
    try: eval(e)
    except Exception as x: print(type(x).__name__, x)
def h(x):
    try: x[3] = 1
    except Exception as e: print(type(e).__name__, e)
for x in ([],(),None,"abc",{},5): h(x)
def w():
    i = 0; n = 0
    while i < 5: i += 1
    while i > 2: i -= 1
    while i <= 7.5: i += 0.5
    while i >= 1: i = i / 2.0
    while i != 3: i = 3
    while i == 3: i = 4
    j = 10
    while i <= j: i += 1
    while j >= 0: j -= 1
    while j < i: j += 1
    while j == i: j = j * 2
    while j > i: i += 1
    return i, j, i*2.0, i-1.5, 3.0/i, i/2
print(w())
class B:
    def __init__(s, n): s.n = n
    def __lt__(s, o): s.n -= 1; return s.n > 0
b = B(4)
def z():
    c = 0
    while b < 3: c += 1
    return c
print(z())
for i in range(3):
    for c in [1,2]: print(i, c)
def gen():
    for i in range(3): yield i
print([i for i in gen()], [j for j in {1:2}], [k for k in "xyz"], [q for q in (1,2)])


def at_least(i, j):
    while i >= j:
        i -= 1
    while i <= j:
        i += 1
    while i < j + 3:
        i += 1
    return i


print(at_least(5, 2), at_least(1.5, 2), at_least(True, 0))
import builtins


def conversions(source):
    for _ in range(3):
        print(builtins.list(source), builtins.set(source), builtins.dict(), builtins.tuple(source), list(source))
        try:
            builtins.list(5)
        except TypeError as e:
            print(e)


conversions((1,))


class Makers:
    ordered = list
    unique = set
    table = dict


def made(source):
    makers = Makers()
    for _ in range(3):
        print(Makers.ordered(source), makers.unique(source), Makers.table(), makers.ordered())


made((1,))
