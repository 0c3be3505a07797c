def err(f, *a, **k):
    try: r = f(*a, **k)
    except Exception as e: print(type(e).__name__ + ':', e)
    else: print('ok', r)
def f0(): pass
def f1(a): pass
def f2(a, b): pass
def f3(a, b, c): pass
def fd(a, b=1, c=2): pass
def ko(*, k): pass
def ko2(a, *, k, l, m=1): pass
def po(a, b, /): pass
def pok(a, /, b, *, c): pass
def va(a, *args, k=1): return a, args, k
def kw(a, **kws): return a, kws
def pkw(a, /, **kws): return a, kws
err(f0, 1); err(f0, 1, 2); err(f1); err(f1, 1, 2); err(f2); err(f2, 1); err(f3); err(f3, 1); err(f2, 1, 2, 3)
err(fd); err(fd, 1, 2, 3, 4); err(ko); err(ko, 1); err(ko, 1, k=2); err(ko2, 1); err(ko2, 1, 2, k=1); err(ko2); err(ko2, 1, 2, k=1, l=2)
err(po, a=1, b=2); err(po, 1, b=2); err(po); err(pok, a=1, b=2, c=3); err(pok, 1, 2, 3); err(pok, 1)
err(f1, b=1); err(f1, 1, a=1); err(f2, 1, bb=2); err(fd, 1, bx=1); err(ko, kk=1); err(f1, 1, **{'zzz': 1})
err(va); err(va, 1, 2, 3, k=4); err(va, 1, a=2); err(kw, 1, a=2); err(kw, 1, b=2); err(pkw, 1, a=2); err(kw)
err(lambda: f1(**1)); err(lambda: f1(*1)); err(lambda: f1(**{1: 2})); err(lambda: f1(a=1, **{'a': 2})); err(lambda: f2(1, *[2], **{'b': 3}))
class A:
    def m(self, x): pass
    def __init__(self, q): pass
    @classmethod
    def c(cls, x): pass
err(A); err(A, 1, 2); err(A, 1, z=2); err(A(1).m); err(A(1).m, 1, 2); err(A.c); err(A.m)
err(lambda: (lambda x: 0)()); err(lambda: (lambda *, first: 0)(firts=1))
def long(alpha, beta, gamma): pass
err(long, 1, 2, gama=3); err(long, alpah=1); err(1); err(None); err(lambda: A(1)())
err(len); err(len, 1, 2); err(len, x=1); err(lambda: f3(*(1, 2), *(3, 4)))
