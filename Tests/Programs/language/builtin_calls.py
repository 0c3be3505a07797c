import math, itertools, _bisect
print(max(3, 1), min(3, 1, 2), max('a', 'b', key=ord), max(1, 2.5), max([1, 5]), max([], default=7))
for f in (lambda: max(), lambda: max(1, 2, default=3), lambda: math.gcd(1, 'a'), lambda: sorted(), lambda: sorted([1], [2]), lambda: sorted([1, 'a']), lambda: dict(1, 2), lambda: map(), lambda: map(1),
          lambda: list(map(lambda a, b: a / b, [1, 2], [1, 0])), lambda: set(1), lambda: list(1, 2), lambda: zip(1), lambda: 'a'.encode(1), lambda: 'a'.encode('utf-8', 2), lambda: b'a'.decode(None), lambda: b'a'.decode('utf-8', 2),
          lambda: '%.3000000000f' % 1.5, lambda: '%f' % 'a', lambda: math.hypot('a'), lambda: itertools.chain(1).__next__(), lambda: print(1, sep=2)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(math.gcd(), math.gcd(5), math.gcd(12, 18, 27), math.lcm(4, 6), math.hypot(3, 4), math.hypot(), math.hypot(1, 2, 3))
print(sorted([3, 1, 2]), sorted('hello', reverse=True), sorted({3: 1, 1: 2}, key=lambda x: -x), sorted((i for i in (2, 1))), sorted([(1, 'b'), (1, 'a')]))
def bad(x): raise KeyError(x)
try: sorted([1, 2], key=bad)
except KeyError as e: print('KeyError', e)
print(list(map(lambda a, b, c: (a, b, c), [1, 2, 3], 'ab', (7, 8, 9))), list(map(max, [1, 5], [4, 2])), list(map(lambda *a: a, [1], [2], [3], [4])))
def gen(n):
    for i in range(n): yield i
print(list(map(lambda a, b: a * b, gen(5), gen(4))), list(map(pow, gen(4), itertools.count(1))), next(map(lambda a, b: a, [], [1]), 'end'))
m = map(lambda a, b: (a, b), map(lambda a, b: a + b, gen(3), gen(3)), map(lambda x, y: x - y, gen(9), gen(3))); print(list(m))
def rec(n): return n if n == 0 else list(map(lambda a, b: rec(a) , [n - 1], [1]))
print(rec(5))
import sys
calls = []
class It:
    def __init__(s, n): s.n = n
    def __iter__(s): return s
    def __next__(s):
        calls.append(s.n)
        if s.n == 0: raise StopIteration
        s.n -= 1
        return [s.n] * 3
print(list(map(lambda a, b: (a, b), It(3), It(2))), calls)
print(str(None), str(True), str(False), repr(None), f'{None} {True}', [None, False], None.__repr__(), '%s' % None)
print(['%5.2f|%-8.3e|%+g|% f|%#.0f|%08.3f|%F|%G' % (x,) * 1 if 0 else [s % x for s in ('%5.2f', '%-8.3e', '%+g', '% f', '%#.0f', '%08.3f', '%F', '%G', '%.0f', '%.15g', '%#g')] for x in (1.5, -0.0, 1e100, float('inf'), -float('nan'), 123456789.123, 5)])
print([format(x, s) for x in (255, -255, 0, 10**25) for s in ('x', 'X', '#x', '010x', ',', '_b', '>12', '+d', '=+10', '#_X')])
print([format(x, s) for x in (1.5, -2.25, 1e20) for s in ('', '.2f', ',.2f', '010.1f', '>12', '+.3e', '%', '.1%', '_.2f', '*^15.3f')])
class D(dict): pass
class D2(dict):
    def __new__(cls, *a, **k): print('new', a, k); return super().__new__(cls)
class D3(dict):
    def __init__(self, *a, **k): print('init', a, k); super().__init__(*a, **k)
print(dict(a=1, b=2), dict([(1, 2)], c=3), dict({'x': 1}, x=2), D(a=1), D2(a=1), D3(a=1), D3([(1, 2)]), list('abc'), set('aab') == {'a', 'b'}, type(D()), dict())
class L(list): pass
class S(set):
    def __init__(self, it, n): super().__init__(it); self.n = n
print(L(), L('ab'), sorted(S([1, 2], n=3)), S([], 4).n)
print([math.factorial(n) % 10**9 for n in (19, 20, 21, 60, 64, 65, 100, 170)], math.perm(100, 60) % 10**12, math.perm(2**61 - 1, 5), math.comb(200, 77), math.comb(10**15, 6))
print('HÉLLO wörld'.upper(), 'Hello World'.swapcase(), 'STRASSE'.lower(), 'aBc'.casefold(), ('x' * 40 + 'Y').lower(), ('x' * 33).upper())
print('abcabc'.replace('a', '€'), 'abcabc'.replace('b', 'é', 1), 'a€a'.replace('a', '😀', 1), 'é€é'.replace('€', 'é'), '€a'.replace('€', 'a').isascii(), 'ab'.replace('b', '\u20ac', 0))
d = {str(i): i * 1.5 for i in range(5)}
print(list(d.values()), sum(d.values()), max(d.values()), tuple(d.values()), list('héllo'), set('éa') == {'a', 'é'}, list('h€y'), sorted('hello'), '-'.join('hello'), ','.join(d))
it = iter(d.values())
next(it); d['z'] = 1
try: print(list(it))
except RuntimeError as e: print(e)
print(_bisect.bisect_right([1, 2, 2, 3], 2), _bisect.bisect_left([0.0, 1.5], 1.0)); print([n for n in dir(_bisect) if n[0] != '_'])
import bisect; print(bisect.bisect([1, 2, 2], 2)); l = [1, 3]; bisect.insort(l, 2); print(l)
