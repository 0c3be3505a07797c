# Members of __slots__ that another class holds, named tuples' fields elsewhere, and lookups that must notice changes.
import collections


def show(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class A:
    __slots__ = ('x', 'y')


class B:
    pass


B.x = A.x
B.y = A.y
b = B()
b.q = 1


def read():
    return b.x


def write():
    b.y = 5


for _ in range(3):
    show(read)
    show(write)
    show(lambda: getattr(b, 'x'))
    show(lambda: hasattr(b, 'x'))
    show(lambda: setattr(b, 'x', 1))
    show(lambda: delattr(b, 'x'))


class C(A):
    pass


c = C()
c.x = 1
C.z = A.x
for _ in range(2):
    show(lambda: (c.z, getattr(c, 'z'), hasattr(c, 'y'), hasattr(c, 'z')))
    show(lambda: c.y)
    show(lambda: getattr(c, 'y', 'none'))
setattr(c, 'y', 7)
show(lambda: getattr(c, 'y'))

N = collections.namedtuple('N', 'a b c')


class Other:
    a = N.a


class Short(tuple):
    c = N.c
    a = N.a


show(lambda: Other().a)
show(lambda: (Short((1, 2)).a, Short((1, 2)).c))
show(lambda: getattr(Short((1, 2)), 'c'))
show(lambda: setattr(N(1, 2, 3), 'a', 1))
show(lambda: [getattr(N(1, 2, 3), name) for name in N._fields])


# What getattr found in a class is not what it finds after a change.
class D:
    value = 1


class Base:
    pass


class E(Base, D):
    pass


e = E()
for change in (
    lambda: None,
    lambda: setattr(D, 'value', 2),
    lambda: setattr(E, 'value', 3),
    lambda: delattr(E, 'value'),
    lambda: setattr(E, '__bases__', (Base,)),
    lambda: setattr(Base, 'value', 4),
    lambda: setattr(E, '__bases__', (D,)),
    lambda: setattr(D, 'value', property(lambda self: 5)),
    lambda: delattr(D, 'value'),
):
    show(change)
    show(lambda: (getattr(e, 'value', None), getattr(E, 'value', None).__class__.__name__, hasattr(e, 'value')))


class Meta(type):
    pass


class F(metaclass=Meta):
    pass


show(lambda: getattr(F, 'kind', None))
Meta.kind = 'of the metaclass'
show(lambda: getattr(F, 'kind', None))
F.kind = 'own'
show(lambda: getattr(F, 'kind', None))
Meta.kind = property(lambda cls: 'computed')
show(lambda: getattr(F, 'kind', None))
del Meta.kind
show(lambda: getattr(F, 'kind', None))


# Subclasses of dict: their own special methods count.
class Loud(dict):
    def __getitem__(self, key):
        return ('got', key)


class Quiet(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, (value,))


class Missing(dict):
    def __missing__(self, key):
        return 'missing %r' % (key,)


for kind in (Loud, Quiet, Missing, dict, collections.OrderedDict, collections.Counter):
    d = kind()
    d[1] = 2
    d['a'] = 'b'
    show(lambda: (d[1], d['a']))
    show(lambda: d[3])
    show(lambda: sorted(map(str, d.items())))
late = Missing(a=1)
show(lambda: late['a'])
Missing.__getitem__ = lambda self, key: 'late'
show(lambda: late['a'])
del Missing.__getitem__
show(lambda: late['a'])
count = collections.Counter('abracadabra')
count.update(['a', 1, 1, (1, 2), 1.5])
show(lambda: count)
show(lambda: object().__class__)
show(lambda: object(1))
for _ in range(3):
    show(lambda: type(object()) is object)
