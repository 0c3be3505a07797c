"""Operators on a polynomial class, sorting stability, total ordering, in-place ops, container protocol, format, hash, bool, index, call."""
class Poly:
    __slots__ = 'c',
    def __init__(self, *c):
        c = list(c)
        while c and c[-1] == 0: c.pop()
        self.c = tuple(c)
    def __add__(s, o):
        o = o if isinstance(o, Poly) else Poly(o) if isinstance(o, (int, float)) else None
        if o is None: return NotImplemented
        n = max(len(s.c), len(o.c)); return Poly(*[(s.c[i] if i < len(s.c) else 0) + (o.c[i] if i < len(o.c) else 0) for i in range(n)])
    __radd__ = __add__
    def __neg__(s): return Poly(*(-x for x in s.c))
    def __sub__(s, o): return s + -o
    def __rsub__(s, o): return -s + o
    def __mul__(s, o):
        if isinstance(o, (int, float)): return Poly(*(x * o for x in s.c))
        if not isinstance(o, Poly): return NotImplemented
        r = [0] * (len(s.c) + len(o.c))
        for i, a in enumerate(s.c):
            for j, b in enumerate(o.c): r[i + j] += a * b
        return Poly(*r)
    __rmul__ = __mul__
    def __pow__(s, n, mod=None): r = Poly(1); [r := r * s for _ in range(n)]; return r % mod if mod else r
    def __divmod__(s, o):
        q, r = Poly(), s
        while len(r.c) >= len(o.c):
            t = Poly(*[0] * (len(r.c) - len(o.c)), r.c[-1] / o.c[-1]); q, r = q + t, r - t * o
        return q, r
    def __floordiv__(s, o): return divmod(s, o)[0]
    def __mod__(s, o): return divmod(s, o)[1]
    def __call__(s, x):
        r = 0
        for a in reversed(s.c): r = r * x + a
        return r
    def __eq__(s, o): return s.c == o.c if isinstance(o, Poly) else len(s.c) <= 1 and (s.c or (0,))[0] == o
    def __hash__(s): return hash(s.c)
    def __lt__(s, o): return (len(s.c), s.c[::-1]) < (len(o.c), o.c[::-1])
    def __bool__(s): return bool(s.c)
    def __len__(s): return len(s.c)
    def __getitem__(s, i): return s.c[i] if not isinstance(i, slice) else Poly(*s.c[i])
    def __iter__(s): return iter(s.c)
    def __contains__(s, x): return s(x) == 0
    def __index__(s): return len(s.c)
    def __format__(s, spec):
        v = spec or 'x'
        return ' + '.join(f'{a}' if not i else f'{a}{v}' if i == 1 else f'{a}{v}^{i}' for i, a in reversed(list(enumerate(s.c))) if a) or '0'
    __str__ = lambda s: format(s)
    __repr__ = lambda s: f'Poly{s.c!r}'
    def __matmul__(s, o): return sum((a * o ** i for i, a in enumerate(s.c)), Poly())
    def __ilshift__(s, n): return Poly(*[0] * n, *s.c)
    def __round__(s, n=0): return Poly(*(round(x, n) for x in s.c))
    def __reversed__(s): yield from s.c[::-1]
    def __invert__(s): return Poly(*(i * a for i, a in enumerate(s.c)))[1:]
p, q = Poly(-1, 0, 1), Poly(1, 1)
print(p + q, p - q, p * q, p // q, p % q, divmod(Poly(1, 2, 3), q), 1 + p, 2 * p, p - 1, 1 - p, sep=' | ')
print(p ** 3, p(3), 1 in p, 2 in p, p == Poly(-1, 0, 1), Poly(5) == 5, hash(p) == hash((-1, 0, 1)), sorted([p * q, p, q, Poly()]), bool(Poly()), f'{p:t}|{q!r:>12}|{p!s:^14}|')
p <<= 2; print(p, 'abcdefg'[p], list(reversed(q)), ~p, p[1:], q @ q, round(Poly(1.234, 5.678), 1), [*q], max(p, q), sum([p, q]), range(10)[q], hex(p))
for bad in ('p + "x"', '"x" + p', 'p * None', 'p @ 1', 'p / q', 'p & 1', '+p', 'p["a"]', 'p.d', 'p < 3', 'divmod(1, p)', 'pow(p, "2")', 'p()', 'p(1, 2)', 'del p[0]', 'p[0] = 1', 'p.c.append(1)', 'p.new = 1', '~p ** 2 + []', 'abs(p)', 'int(p)', 'p > None', 'p |= 1', 'p += []'):
    try: exec(bad); print('fine', bad)
    except Exception as e: print(f'{bad:16} {type(e).__name__}: {e}')
rows = [('b', 2), ('a', 2), ('c', 1), ('a', 1)]
print(sorted(rows, key=lambda r: r[1]), sorted(rows, key=lambda r: r[0], reverse=True), min(rows, key=lambda r: (-r[1], r[0])))
p / q
