"""Closures, scopes, defaults, star-args, decorators with state, comprehensions, walrus, global/nonlocal, del, sorting, slices, sets."""
import sys
counter = 0
def make(n):
    def inc(by=1): nonlocal n; global counter; n += by; counter += 1; return n
    def get(): return n
    def reset(*, to=0): nonlocal n; n, old = to, n; return old
    inc.get, inc.reset = get, reset
    return inc
a, b = make(0), make(100)
print(a(), a(5), b(-1), a.get(), a.reset(to=7), a(), b.get(), counter, a.__closure__[0].cell_contents, a.__code__.co_freevars, a.__defaults__)
fns = [lambda i=i: i for i in range(3)]; late = [lambda: i for i in range(3)]; print([f() for f in fns], [f() for f in late])
def sig(a, /, b, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
print(sig(1, 2, d=4), sig(1, *[2, 3, 4], **{'d': 5, 'z': 6}), sig(1, b=2, d=1, a=9))
for call in ('sig(1)', 'sig(1, 2)', 'sig(a=1, b=2, d=3)', 'sig(1, 2, b=3, d=4)', 'sig(1, 2, 3, d=4, **{"d": 5})', 'sig(*1)', 'sig(**1)', 'sig(1, 2, d=1, **{3: 4})', 'make()', 'make(1, 2)', 'make(1)(1, 2, 3)', 'make(1)(bye=3)', 'len()', 'int("a", base="b")', 'print(1, sepp=2)', 'sorted()', 'sorted([1], lambda x: x)', '(lambda: 0)(1)', 'str.upper()', '"a".upper(1)', 'sorted([1, "a"])', 'max()', 'range()', 'dict([1])', '[].sort(None)', '{[]: 1}', 'set([[]])', 'iter(3)', 'next([])', '"a" < 1', '-"a"', '[1] + (2,)', 'None.x', 'abs()', 'isinstance(1, "int")', 'type("X", 1, 2)', 'x', 'del_', '[][0]', '()[0]', '"" [0]', '{}[0]', '(1).foo', 'a, b = 1, 2, 3', '[a, b] = 1', 'a, *b, c = 1,', '1 = x', 'f(', 'import', 'lambda: (yield)', 'not', '5 +', 'return 1', 'break'):
    try: exec(compile(call, '<t>', 'exec')); print('fine', call)
    except Exception as e: print(f'{call}: {type(e).__name__}: {e}')
def logged(prefix):
    def wrap(f):
        def inner(*a, **k):
            logged.depth = getattr(logged, 'depth', 0) + 1; print('  ' * logged.depth + prefix, f.__name__, a, k)
            try: return f(*a, **k)
            finally: logged.depth -= 1
        return inner
    return wrap
@logged('>')
def ack(m, n): return n + 1 if not m else ack(m - 1, 1 if not n else ack(m, n - 1))
print(ack(1, 1))
class Counted:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a): self.n += 1; return self.f(*a)
    def __get__(self, o, t=None): return self if o is None else (lambda *a: self(o, *a))
class K:
    @Counted
    def m(self, x): return x * 2
    @staticmethod
    @Counted
    def s(x): return x
k = K(); print(k.m(2), k.m(3), K.m.n, K.s(1), K.__dict__['m'].n)
m = [[1, 2, 3], [4, 5, 6]]
print([[r[i] for r in m] for i in range(3)], {x: {y for y in range(x)} for x in range(3)}, [y for x in m if x[0] > 1 for y in x if y % 2], [(x, z) for x in range(3) if (z := x * 2) > 1], z, [*range(3), *'ab'], {**{'a': 1}, 'b': 2}, (lambda *a, **k: (a, k))(*[1], x=2))
l = list(range(10)); l[2:5] = 'x'; l[::3] = [0] * 3; del l[-2:], l[0]; l[1:1] = [7, 7]; print(l, l[::-1], l[-3:], l[5:1:-2], l[100:], l.index(7), l * 2 == l + l)
try: l[::2] = [1]
except ValueError as e: print(e)
print(sorted('banana'), sorted({'b': 1, 'a': 2}.items(), key=lambda p: -p[1]), sorted([3, 1, 2], reverse=True), [3, 1, 2].sort(), {1, 2} | {3} - {1} ^ {2, 9} & {9}, {1, 2} <= {1, 2, 3}, frozenset([1]) == {1}, {1: 'a', 1.0: 'b', True: 'c'})
def scope():
    x = 'local'
    class C: x = 'class'; y = [x for _ in range(1)]; f = lambda self: x
    return C.x, C.y, C().f()
print(scope())
def unbound():
    if 0: u = 1
    return u
try: unbound()
except UnboundLocalError as e: print(e)
def deleted(): v = 1; del v; return lambda: v
try: deleted()()
except NameError as e: print(e)
x = 5; x //= 2; x **= 3; x <<= 2; x |= 1; x ^= 3; x %= 7; print(x, 7 // -2, -7 % 3, 7.5 // 2, -7.5 % 2, 2 ** -1, 1 < 2 < 3 != 4, not 1 or 2 and 3, 0.1 + 0.2, 1e16 + 1, 5 & 3 | 4, ~5, 10 if x else 20)
match {'type': 'circle', 'r': 2, 'extra': [1, (2, 3)]}:
    case {'type': 'square', 'side': s}: print('square', s)
    case {'type': 'circle' | 'ellipse' as kind, 'r': float() | int() as r, 'extra': [first, (second, *rest)], **others}: print(kind, r, first, second, rest, others)
for v in (1, 'a', [1, 2, 3], (), {'x': 1}, None, 2.5, True, [[]], b'x', -3):
    match v:
        case True | None: r = 'constant'
        case int(n) if n > 0: r = f'positive {n}'
        case -3: r = 'minus three'
        case str() | bytes(): r = 'text'
        case [x, *_, y]: r = f'ends {x} {y}'
        case [[]]: r = 'nested'
        case () | []: r = 'empty'
        case {'x': x}: r = f'x {x}'
        case _: r = 'other'
    print(r, end='; ')
print()
assert x > 100, f'x was {x}'
