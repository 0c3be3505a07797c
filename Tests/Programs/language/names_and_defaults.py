# Names at module level, in exec with namespaces, deleted and rebound; defaults; comparisons that jump.
x = 0
for i in range(5):
    x = x + i
print(x, i)
for i in range(4):
    if i == 2: del x
    try: print(x)
    except NameError as e: print(e); x = 'back'
for i in range(4):
    print(len('abc'))
    if i == 1:
        def len(x): return 'mine'
    if i == 2:
        del len
src = compile("for j in range(3):\n  v = j\n  w = v + 1\n  print(v, w, max(v, 2))", "<s>", "exec")
g = {}; exec(src, g); print(sorted(k for k in g if k != '__builtins__'))
l = {}; exec(src, g, l); print(sorted(l), g['v'])
exec(src, g); l2 = {'max': lambda a, b: 'hidden'}; exec(src, g, l2); print(sorted(l2))
class M(dict):
    def __getitem__(s, k):
        print('get', k); return dict.__getitem__(s, k)
    def __setitem__(s, k, v):
        print('set', k, v); dict.__setitem__(s, k, v)
exec("for j in range(2):\n  q = j\n  q", {'range': range}, M())
for n in range(3):
    globals()['dyn%d' % n] = n
    k = globals()['dyn%d' % n]
    print(k)
for n in range(200):
    globals()['grow%d' % n] = n
    k = n
print(k, grow199)
def f(a, b=2, c=3): return a, b, c
def g2(a, /, b=5): return a, b
for n in range(4):
    print(f(1), f(1, 9), f(1, 9, 8), g2(1), g2(n, n))
    if n == 1: f.__defaults__ = (7,)
    if n == 2: f.__defaults__ = None
    try: print(f(1, 2))
    except TypeError as e: print(e)
    if n == 2: f.__defaults__ = (1, 2, 3)
class C:
    def m(self, a=1, b=2): return a, b
    def n(self): return 'n'
c = C()
for n in range(3):
    print(c.m(), c.m(5), c.m(5, 6))
    try: c.m(1, 2, 3)
    except TypeError as e: print(e)
def kw(a, b=1, *, c=2): return a, b, c
for n in range(3): print(kw(1), kw(1, 2), kw(1, c=5))
for h in (f, kw, g2, lambda a, b='z': (a, b)):
    print(h(1))
def deep(n, pad=0): return n if n <= 0 else deep(n - 1)
print(deep(500))
def inf(n=1): return inf()
try: inf()
except RecursionError as e: print(e)
S = 'hello world'
def cmp():
    out = []
    for ch in S:
        if ch == 'l': out.append(1)
        if ch != 'l': out.append(2)
        if not ch == 'o': out.append(3)
        if not ch != 'o': out.append(4)
    k = 'a'
    while k != 'aaaa': k += 'a'
    while k == 'aaaa': k = None
    nan = float('nan')
    if nan != nan: out.append('ne')
    if nan == nan: out.append('eq')
    if not nan != nan: out.append('nn')
    if [] == []: out.append('l')
    if [] != [1]: out.append('m')
    class E:
        def __eq__(s, o): return []
        def __ne__(s, o): return [1]
    if E() == 1: out.append('E1')
    if E() != 1: out.append('E2')
    if not E() == 1: out.append('E3')
    return out, k
print(cmp())
def glob():
    global total
    for i in range(5): total = i
    del total
    total = 'again'
    for i in range(3): total = total + '!'
glob(); print(total)
