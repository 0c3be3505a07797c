import collections, copy, gc, weakref
OD = collections.OrderedDict

def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)

t(OD().clear, 1); t(OD().popitem, 1, 2); t(OD().move_to_end); t(OD().move_to_end, 1, 2, 3); t(OD().move_to_end, 1); t(OD().pop, 1); t(OD().pop); t(OD().pop, 1, 2, 3); t(OD().pop, 1, 2); t(OD().pop, 1, default=3)
t(OD().setdefault); t(OD().setdefault, 1); t(OD().setdefault, key=1, default=2); t(OD, 1, 2); t(OD, 5); t(OD, [1]); t(OD, [()]); t(OD, [(1,)]); t(OD, [(1, 2, 3)]); t(OD, ['ab', [1, 2], iter('xy')]); t(OD().update, 1, 2)
t(OD.update); t(OD.__init__); t(OD, self=1, other=2); t(OD().update, a=1); t(OD.fromkeys); t(OD.fromkeys, 'ab'); t(OD.fromkeys, 'ab', value=2); t(OD.fromkeys, iterable='ab'); t(OD().popitem); t(OD(a=1).move_to_end, 'b')
t(OD(a=1).popitem, last=0); t(OD, [([], 1)]); t(OD(a=1).move_to_end, []); t(lambda: OD()[1]); t(lambda: OD().__delitem__(1)); t(OD, {'a': 1}, b=2); t(OD, [('a', 1), ('a', 2)], a=3); t(OD(a=1).get, 'b', 7); t(OD[int, str].__class__)
od = OD(a=1, b=2, c=3)
for v in (od, od.keys(), od.values(), od.items(), iter(od), reversed(od), iter(od.keys()), iter(od.items()), reversed(od.values())): print(type(v), type(v).__mro__)
print(od.keys(), od.values(), od.items(), OD(), od.__reduce__()[:4], list(od.__reduce__()[4]), iter(od).__reduce__())
print(od.keys() & {'a', 'z'}, od.keys() == {'a', 'b', 'c'}, {'a'} <= od.keys(), sorted(od.items() | {1}, key=str), ('a', 1) in od.items(), 'a' in od.keys(), 1 in od.values(), od.keys().isdisjoint('z'), len(od.items()), od.keys().mapping)
it = iter(od); next(it); print(it.__reduce__(), list(it), it.__reduce__())
def mutate(act):
    od = OD(a=1, b=2, c=3)
    for make in (iter, reversed, lambda d: iter(d.items()), lambda d: iter(d.values())):
        od = OD(a=1, b=2, c=3)
        it = make(od)
        print(next(it), end=' ')
        act(od)
        for _ in range(2):
            try: print(next(it), end='; ')
            except StopIteration: print('end', end='; ')
            except RuntimeError as e: print(e, end='; ')
    print()
for act in (lambda d: d.update(d=4), lambda d: d.update(a=5), lambda d: d.move_to_end('a'), lambda d: d.move_to_end('c'), lambda d: d.move_to_end('a', last=False), lambda d: d.pop('b'), lambda d: d.clear(), lambda d: d.popitem() and d.update(c=1),
    lambda d: dict.__setitem__(d, 'z', 9), lambda d: d.setdefault('a'), lambda d: d.setdefault('q'), lambda d: d.__ior__({'x': 1}), lambda d: d.copy().clear()): mutate(act)
od = OD(a=1, b=2)
it = iter(od); next(it); next(it); od['c'] = 3; print(list(it)); it = iter(OD()); print(list(it))
print(od | {'x': 1}, {'x': 1} | od, type({'x': 1} | od), od | OD(a=9)); t(lambda: od | [('q', 1)])
other = od; other |= [('q', 1)]; print(other, other is od); t(lambda: od.__ior__(5))
print(OD(a=1) == OD(a=1), OD(a=1, b=2) == OD(b=2, a=1), OD(a=1, b=2) == {'b': 2, 'a': 1}, OD(a=1) != OD(a=1), OD() == [], OD(a=1, b=2) != OD(b=2, a=1), {'b': 2, 'a': 1} == OD(a=1, b=2), OD(a=1) == OD(a=2), OD(a=1) == OD(a=1, b=1))
t(lambda: OD() < OD()); t(hash, OD()); t(lambda: type(od.keys())()); t(lambda: type(iter(od))())
od.x = 5; print(od.__dict__, od.__reduce__()[:4]); t(lambda: od.copy().x)
print(copy.copy(od), copy.copy(od).__dict__, copy.deepcopy(od).__dict__, copy.deepcopy(OD(a=[1])))
r = OD(); r['r'] = r; print(r); r['k'] = r.items(); print(r); q = weakref.ref(r); del r; gc.collect(); print(q() is None)
class Slots(OD):
    __slots__ = ('s',)
s = Slots(a=1); s.s = 2; print(s.__reduce_ex__(2)[2], copy.copy(s).s, s)
class Missing(OD):
    def __missing__(self, key): return key, 'missing'
print(Missing()[5], Missing(a=1)['a'], Missing().get(5)); t(Missing().pop, 5)
class S(OD):
    def __setitem__(s, k, v): print('set', k, end=' '); super().__setitem__(k, v)
    def __getitem__(s, k): print('get', k, end=' '); return super().__getitem__(k)
    def __delitem__(s, k): print('del', k, end=' '); super().__delitem__(k)
    def __contains__(s, k): print('in', k, end=' '); return super().__contains__(k)
    def __iter__(s): print('iter', end=' '); return super().__iter__()
    def keys(s): print('keys', end=' '); return super().keys()
    def items(s): print('items', end=' '); return super().items()
    def __missing__(s, k): print('missing', k, end=' '); return k * 2
    def __init__(s, *a, **k): print('init', a, k, end=' '); super().__init__(*a, **k)
    def update(s, *a, **k): print('update', end=' '); super().update(*a, **k)
for f in (lambda: S(a=1), lambda: S([('a', 1)]), lambda: S(S(a=1)), lambda: S({'a': 1}), lambda: S(a=1, b=2).pop('a'), lambda: S(a=1).pop('z', 5), lambda: S(a=1).pop('z'), lambda: S(a=1, b=2).popitem(), lambda: S(a=1, b=2).popitem(False),
    lambda: S(a=1).setdefault('a', 5), lambda: S(a=1).setdefault('z', 5), lambda: S(a=1).copy(), lambda: S(a=1) | {'b': 2}, lambda: {'b': 2} | S(a=1), lambda: S(a=1).__ior__({'b': 2}), lambda: S.fromkeys('ab'), lambda: S(a=1).__reduce__()[:4],
    lambda: S(a=1) == S(a=1), lambda: S(a=1).move_to_end('a'), lambda: S(a=1).clear(), lambda: S(a=1)['q'], lambda: dict(S(a=1)), lambda: OD(S(a=1)), lambda: list(S(a=1)), lambda: S(a=1).get('a'), lambda: list(S(a=1).items()), lambda: list(reversed(S(a=1)))): t(f)
# Keys that change the dict.
class K:
    def __init__(self, n, act=None): self.n = n; self.act = act
    def __hash__(self): return 1
    def __eq__(self, other):
        if self.act: act, self.act = self.act, None; act()
        return isinstance(other, K) and self.n == other.n
    def __repr__(self): return f'K{self.n}'
for act in (lambda d: d.clear(), lambda d: d.popitem(), lambda d: d.popitem(False), lambda d: d.move_to_end(K(1)), lambda d: d.move_to_end(K(1), False), lambda d: [d.setdefault(i) for i in range(20)], lambda d: [d.move_to_end(K(i % 3)) for i in range(40)]):
    for use in (lambda d, k: d[k], lambda d, k: d.__setitem__(k, 0), lambda d, k: d.pop(k), lambda d, k: d.move_to_end(k), lambda d, k: d.move_to_end(k, False), lambda d, k: d.setdefault(k, 0), lambda d, k: k in d, lambda d, k: d.__delitem__(k)):
        d = OD((K(i), i) for i in range(4))
        try: result = use(d, K(2, lambda: act(d)))
        except Exception as e: result = type(e).__name__
        print(result, len(d), list(d)[:4], end='; ')
    print()
class Namespace(type):
    @classmethod
    def __prepare__(cls, name, bases): return OD()
    def __new__(cls, name, bases, namespace): c = super().__new__(cls, name, bases, namespace); c.order = [k for k in namespace if k[0] != '_']; return c
class X(metaclass=Namespace):
    b = 1; a = 2
    def m(self): return self.a
print(X.order, X().m())
exec('z = 1\ny = z + 1', ns := OD(), ns); print([k for k in ns if k[0] != '_']); exec('def f(): return q\nq = 5', ns); print(ns['f']()); ns.move_to_end('q'); ns['w'] = 1; ns.move_to_end('q', last=False); print(ns['f']())
def kw(**k): return k
print(kw(**OD(b=1, a=2)), [*OD(b=1, a=2)], {**OD(b=1, a=2)}, '%(b)s' % OD(b=1))
