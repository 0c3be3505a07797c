"""Generators: pipelines, send/throw/close, delegation, coroutines as state machines, trees, permutations, lazy lists."""
def primed(f):
    def start(*a, **k): g = f(*a, **k); next(g); return g
    return start
@primed
def average():
    total = n = 0; value = None
    while True:
        try: x = yield value
        except ArithmeticError as e: print('reset', e); total = n = 0; value = None; continue
        total += x; n += 1; value = total / n
a = average(); print(a.send(10), a.send(20), a.throw(ArithmeticError('x')), a.send(5)); a.close()
try: a.send(1)
except StopIteration as s: print('stopped', s.value)
def numbers(lines):
    for line in lines:
        for w in line.split():
            try: yield int(w)
            except ValueError: yield from numbers([w.replace(',', ' ')]) if ',' in w else ()
def window(it, n):
    buf = []
    for x in it:
        buf.append(x)
        if len(buf) == n: yield tuple(buf); del buf[0]
    return len(buf)
def pipeline(): rest = yield from window(numbers(['1 2 x 3', '4,5,y 6']), 3); print('rest', rest); return 'end'
def drive(g):
    out = []
    while True:
        try: out.append(next(g))
        except StopIteration as s: return out, s.value
print(drive(pipeline()))
class Tree:
    def __init__(self, v, l=None, r=None): self.v, self.l, self.r = v, l, r
    @classmethod
    def of(cls, xs): xs = list(xs); m = len(xs) // 2; return cls(xs[m], cls.of(xs[:m]), cls.of(xs[m + 1:])) if xs else None
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
    def __reversed__(self):
        for side in (self.r, self, self.l): yield from (reversed(side) if side and side is not self else [self.v] if side else ())
    def paths(self, pre=()):
        pre += self.v,
        if not (self.l or self.r): yield pre
        for c in (self.l, self.r):
            if c: yield from c.paths(pre)
t = Tree.of('abcdefg'); print(''.join(t), ''.join(reversed(t)), [''.join(p) for p in t.paths()], 'c' in t, sorted(t, reverse=True), *t, sep=' ')
def inner():
    try:
        x = yield 'i1'; print('got', x); yield 'i2'
    except KeyError as e: print('inner caught', e); yield 'i3'; return 'from inner'
    finally: print('inner finally')
def outer():
    r = yield from inner(); print('r', r)
    try: yield 'o1'
    except GeneratorExit: print('closing'); raise
g = outer(); print(next(g), g.send('hi'), g.throw(KeyError('k')), next(g)); g.close(); print(g.gi_frame, g.gi_running, g.gi_yieldfrom)
def bad(): 
    try: yield 1
    except GeneratorExit: yield 2
b = bad(); next(b)
try: b.close()
except RuntimeError as e: print(e)
def stop(): raise StopIteration('leak'); yield
try: next(stop())
except RuntimeError as e: print(e, repr(e.__cause__))
def reenter(): yield next(me)
me = reenter()
try: next(me)
except ValueError as e: print(e)
def just(): yield
j = just()
try: j.send(1)
except TypeError as e: print(e)
print([*map(lambda x, y: x * y, range(5), iter([3, 2, 1]))], list(filter(None, [0, 1, '', 'a'])), sum(x for x in range(10) if x % 2), dict(zip('abc', range(3))), list(enumerate('ab', 5)), any(x > 2 for x in range(5)), all([]), min((x * x - 4 * x for x in range(6)), default=0), max([], default='none'), sorted((len(w), w) for w in 'the quick fox'.split()))
class Lazy:
    def __init__(self, it): self.it, self.seen = iter(it), []
    def __getitem__(self, i):
        while len(self.seen) <= i:
            try: self.seen.append(next(self.it))
            except StopIteration: raise IndexError(i) from None
        return self.seen[i]
fib = Lazy((lambda f: f(f, 0, 1))(lambda f, a, b: iter(lambda: None, None)) if 0 else (x for x in range(4)))
print(fib[2], [*fib], 3 in fib)
def fibs():
    a, b = 0, 1
    while True: yield a; a, b = b, a + b
f = fibs(); print([next(f) for _ in range(15)], next(x for x in f if x > 10**20))
def countdown(n):
    while n:
        cmd = yield n
        n = cmd if cmd is not None else n - 1
c = countdown(3); print(next(c), c.send(10), next(c), list(c)[:3])
def deep(n): yield n if n == 0 else (yield from deep(n - 1))
print(list(deep(50))[:3])
for x in (y for y in [1, 2] if 1 // (y - 2)): print(x)
