import _operator
import operator as o

def t(f, *a, **k):
    try:
        print(getattr(f, '__name__', '-'), repr(f(*a, **k)))
    except Exception as e:
        print(getattr(f, '__name__', '-'), type(e).__name__, e)

class L:
    """Says which method was called."""
for name in ('add', 'sub', 'mul', 'matmul', 'truediv', 'floordiv', 'mod', 'pow', 'lshift', 'rshift', 'and', 'or', 'xor'):
    for prefix in ('', 'r', 'i'):
        def method(self, other, *rest, word=prefix + name): return word, type(other).__name__
        setattr(L, f'__{prefix}{name}__', method)
class R(L):
    def __radd__(self, other): return 'R.radd'
    def __add__(self, other): return NotImplemented
values = [0, 3, -7, 2.5, True, 10**20, 'ab', [1], (2,), {3}, None, 1j, b'x', L(), R()]
binary = [o.add, o.sub, o.mul, o.matmul, o.truediv, o.floordiv, o.mod, o.pow, o.lshift, o.rshift, o.and_, o.or_, o.xor, o.lt, o.le, o.eq, o.ne, o.gt, o.ge]
for f in binary:
    for a in values:
        for b in values:
            if f in (o.pow, o.lshift) and (a == 1j or b == 1j or isinstance(b, int) and abs(b) > 100): continue
            try:
                r = f(a, b)
            except Exception as e:
                r = type(e).__name__[:4]
            print(r, end=';')
    print(f.__name__)
for f in (o.iadd, o.isub, o.imul, o.imatmul, o.itruediv, o.ifloordiv, o.imod, o.ipow, o.ilshift, o.irshift, o.iand, o.ior, o.ixor):
    for a in values:
        for b in (2, 2.5, 'x', [5], (6,), {7}, L(), R()):
            try:
                x = list(a) if isinstance(a, list) else set(a) if isinstance(a, set) else a
                r = f(x, b)
                r = r, r is x and isinstance(x, (list, set))
            except Exception as e:
                r = type(e).__name__[:4]
            print(r, end=';')
    print(f.__name__)
for f in (o.neg, o.pos, o.inv, o.invert, o.abs, o.index, o.not_, o.truth):
    for a in values[:13]:
        if a is not True or f not in (o.inv, o.invert): t(f, a)
t(o.neg, -2**61); t(o.neg, 0.0); t(o.is_, None, None); t(o.is_, [], []); t(o.is_not, 1, 2)
t(o.concat, 1, 2); t(o.concat, [1], 2); t(o.concat, [1], (2,)); t(o.concat, {}, {}); t(o.concat, 'a', 'b'); t(o.concat, b'a', bytearray(b'b')); t(o.concat, (1,), (2,))
t(o.iconcat, 1, [2]); t(o.iconcat, [1], (2,)); t(o.iconcat, [1], 2); t(o.iconcat, (1,), 2); t(o.iconcat, [1], 'ab')
class Q:
    def __init__(self, items): self.items = items
    def __getitem__(self, i): return self.items[i]
    def __add__(self, other): return 'added', self.items, other.items
    def __iadd__(self, other): self.items += other.items; return self
t(o.concat, Q([1]), Q([2])); t(lambda: o.iconcat(Q([1]), Q([2])).items); t(o.concat, Q([1]), 5); t(o.concat, 5, Q([1]))
t(o.countOf, 1, 2); t(o.indexOf, 1, 2); t(o.indexOf, [1], 2); t(o.countOf, [1, 2, 2.0, True], 2); t(o.countOf, (x for x in 'abca'), 'a'); t(o.indexOf, iter('abc'), 'c')
nan = float('nan')
t(o.countOf, [nan, nan, float('nan')], nan); t(o.indexOf, [1, nan], nan); t(o.contains, [nan], nan); t(o.contains, 1, 2); t(o.contains, 'abc', 'b'); t(o.contains, Q([1, 2]), 2)
class Bad:
    def __eq__(self, other): raise ValueError('no comparison')
t(o.countOf, [Bad()], 1); t(o.indexOf, [Bad()], 1); t(o.contains, [Bad()], 1)
class H:
    def __init__(self, hint): self.hint = hint
    def __length_hint__(self):
        if isinstance(self.hint, type): raise self.hint('hint')
        return self.hint
for hint in (5, 0, -1, 2.5, None, NotImplemented, True, 10**30, TypeError, ValueError): t(o.length_hint, H(hint)); t(o.length_hint, H(hint), 7)
t(o.length_hint, 1, 2.5); t(o.length_hint, 1, 'a'); t(o.length_hint, 1, 2); t(o.length_hint, [1, 2]); t(o.length_hint, 1, 10**30); t(o.length_hint, iter([1, 2, 3])); t(o.length_hint, 5, default=3)
for a in ('a', 'b', 'ab', '', '\xe9', b'a', bytearray(b'a'), memoryview(b'ab'), 1, None):
    for b in ('a', '\xe9', b'a', bytearray(b'ab'), 1): t(_operator._compare_digest, a, b)
t(o.call); t(o.call, dict, a=1); t(o.call, lambda *a, **k: (a, k), 1, 2, k=3); t(o.call, 5); t(o.call, len, 'abc')
l = [1, 2, 3]; d = {}
t(o.setitem, l, 1, 'x'); t(o.setitem, d, 'k', 2); t(o.setitem, l, 9, 1); t(o.setitem, 1, 2, 3); t(o.getitem, l, -1); t(o.getitem, l, slice(1)); t(o.getitem, d, 'k'); t(o.getitem, d, 'q'); t(o.getitem, 1, 2)
t(o.delitem, l, 0); t(o.delitem, d, 'k'); t(o.delitem, d, 'k'); t(o.delitem, 1, 2); t(o.delitem, (1,), 0); t(o.delitem, (1,), 'x'); t(o.delitem, Q([1]), 0); t(o.delitem, Q([1]), 'x'); t(o.delitem, 'abc', 0); t(o.delitem, None, 0)
print(l, d)
for f in binary: t(f, 1, None); t(f, None, 'a')
for f in (o.iadd, o.isub, o.imatmul, o.ipow, o.iand): t(f, 1, None); t(f, None, 'a')
t(o.add, 1); t(o.add, 1, 2, 3); t(o.add, a=1, b=2); t(o.not_); t(o.setitem, 1)
print(o.add, o.add.__module__, o.add.__name__, o.add is o.__add__, o.__inv__ is o.inv, o.__call__ is o.call)
print(sorted(n for n in dir(o) if not n.startswith('_')))
print([f.__text_signature__ for f in (o.add, o.neg, o.setitem, o.call, o.length_hint)])
