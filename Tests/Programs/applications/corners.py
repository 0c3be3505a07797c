"""Awkward but real: mutation while iterating, default mutable args, late binding, chained comparisons with side effects, augmented assignment order, del in loops, nested try/finally/return/continue, star targets, conditional imports, class scope, name mangling, string building, recursion limits, sorting with key errors, generators closed by exceptions, iter protocol by __getitem__, __missing__, __contains__ fallback, __eq__ without __hash__, __bool__ raising, comparison chains of NaN, slices on custom class, unpacking errors, print of recursive containers, integer caching, big recursion in repr."""
d = {i: i for i in range(5)}
for bad in ("for k in d: d[k + 10] = 1", "for k in d: del d[k]", "for x in (l := [1, 2, 3]): l.append(x) if len(l) < 6 else None", "s = {1, 2}\nfor x in s: s.add(x + 10)", "for i in iter([].pop, None): pass", "import collections; q = collections.deque([1, 2])\nfor x in q: q.append(1)"):
    try: exec(bad); print('fine', bad.splitlines()[-1])
    except Exception as e: print(type(e).__name__, e)
def acc(x, into=[]): into.append(x); return into
print(acc(1), acc(2), acc.__defaults__)
def t(n, v): print(n, end=' '); return v
print(t('a', 1) < t('b', 0) < t('c', 5), t('x', [0, 0])[t('i', 0)], {t('k', 1): t('v', 2)}, t('f', max)(t('p', 1), t('q', 2)))
l = [0, 1]; i = 0; i, l[i] = 1, 'set'; print(i, l); a = [1]; b = a; b += [2]; b = b + [3]; print(a, b); tup = ([],)
try: tup[0].append(1); tup[0] += [2]
except TypeError as e: print(e, tup)
def flow(n):
    for i in range(3):
        try:
            if n == 0: return i
            if n == 1: continue
            if n == 2: break
            if n == 3: raise KeyError(i)
            if n == 4: return i
        except KeyError as e: print('caught', e, end=' ')
        finally:
            print('f', i, end=' ')
            if n == 4 and i == 0: continue
            if n == 5: return 'finally'
    else: return 'else'
    return 'end'
print([flow(n) for n in range(6)])
a, *b = 'xyz'; *c, d2 = [1]; (e, (f, *g)), h = [1, (2, 3, 4)], 5; print(a, b, c, d2, e, f, g, h); [x, y] = {1: 2, 3: 4}; print(x, y)
for bad in ("a, b = 1", "a, b = [1]", "a, b = [1, 2, 3]", "a, *b, c = [1]", "a, b = None", "for a, b in [1]: pass", "(a, b), c = 'x', 1", "x, y = (i for i in range(3))", "a, b = {1}", "a, b, c = 'ab'"):
    try: exec(bad)
    except Exception as e: print(bad, '|', type(e).__name__, e)
class Priv:
    __x = 1
    def get(self): return self.__x, self._Priv__x
    def __m(self): return 'm'
    def call(self): return self.__m()
class Sub(Priv): __x = 2
print(Sub().get(), Sub().call(), sorted(n for n in vars(Sub) if 'x' in n), Sub._Sub__x)
class Old:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * i
print(list(Old()), 4 in Old(), 5 in Old(), [*reversed([1])], next(iter(Old())), max(Old()), sum(Old()), tuple(Old()), sorted(Old(), reverse=True), dict(enumerate(Old())), [*zip(Old(), 'ab')], a if (a := Old()[2]) else 0)
class Missing(dict):
    def __missing__(self, k): self[k] = k * 2; return self[k]
m = Missing(a=1); print(m['b'], m, m.get('c'), 'c' in m, '%(z)s' % m, '{q}'.format_map(m))
class NoHash:
    def __eq__(self, o): return True
class BadBool:
    def __bool__(self): return 3
class BadLen:
    def __len__(self): return -1
class BadIter:
    def __iter__(self): return 3
class BadStr:
    def __str__(self): return 3
    __repr__ = None
for bad in ("{NoHash()}", "hash(NoHash())", "if BadBool(): pass", "bool(BadLen())", "len(BadLen())", "iter(BadIter())", "str(BadStr())", "repr(BadStr())", "print(BadStr())", "f'{BadStr()}'", "[] in {}", "range(1.0)", "[1][True:None:'a']", "sorted([1, None])", "min([])", "int([])", "float('x')", "'%d' % None", "[].index(1)", "().x", "next(iter([]))", "1 in 2", "''.join(None)", "chr('a')", "sum(['a'])", "round('a')", "divmod(1, 'a')", "dict([(1,)])", "dict([1])", "set(1)", "list(None)", "type()", "object(1)", "super()", "[].__class__ = 1", "(lambda: x9)()", "del undefined", "print(undefined)", "import nope", "from sys import nope", "raise 1", "raise int", "raise ValueError from 1", "assert 0", "assert 0, 'm'", "yield_ = (yield)", "with 1: pass", "1 @ 1", "nonlocal x", "async def f(): await 1\nf().send(None)"):
    try: exec(bad); print('fine', bad)
    except BaseException as e: print(f'{bad!r:40} {type(e).__name__}: {e}')
r = [1]; r.append(r); rd = {'self': None}; rd['self'] = rd; rt = ([],); rt[0].append(rt); print(r, rd, rt, r == r, len(repr(r)))
nan = float('nan'); print(nan == nan, nan in [nan], [nan] == [nan], nan < 1, sorted([3, nan, 1]) != [], max(nan, 1), min(1, nan), {nan: 1}[nan], 1 < nan < 2, not nan, hash(nan) == hash(nan))
def big(n): return [big(n - 1)] if n else []
x = big(200); print(str(x).count('['), x == big(200))
deep = []
for _ in range(100000): deep = [deep]
for f in (repr, lambda d: d == [d], hash, lambda d: [d] < [d]):
    try: print(type(f(deep)).__name__)
    except (RecursionError, TypeError) as e: print(type(e).__name__, e)
del deep
class Chain:
    def __getattr__(self, n): return Chain() if not n.startswith('_') else object.__getattribute__(self, n)
    def __call__(self, *a, **k): return len(a) + len(k)
print(Chain().a.b.c(1, 2, x=3), isinstance(Chain().q, Chain))
print(*(f'{x!r}' for x in (1e0, 1.5e300 * 1e10, 5e-324, 2 ** 0.5, 1 / 3, 100.0, 1e15, 1e16, 123456.789e3, 0.1 + 0.7)), 1_000_000, 0xFF, 0o17, 0b11, 1j * 1j, (1 + 2j) * 3, abs(3 + 4j), complex('1+2j'), -1 ** 2, (-1) ** 0.5)
