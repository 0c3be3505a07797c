"""Special methods that are no plain functions: they are bound like any attribute of a class."""
def show(f, *a):
    try: print('->', f(*a))
    except BaseException as e: print(type(e).__name__, e, getattr(e, 'name', None))

class Callable:
    def __call__(self, *args, **kwargs):
        print('called', [a if isinstance(a, (int, str)) else type(a).__name__ for a in args], kwargs)
class Descriptor:
    def __init__(self, inner): self.inner = inner
    def __get__(self, instance, owner=None):
        print('get', type(instance).__name__, owner.__name__)
        return self.inner
def plain(*args, **kwargs): print('plain', [a if isinstance(a, (int, str)) else type(a).__name__ for a in args], kwargs)
def fails(self): raise AttributeError('booh')

for value in (Callable(), staticmethod(plain), classmethod(plain), Descriptor(plain), Descriptor(Callable()), property(lambda self: plain),
              property(fails), Descriptor(3), None, 3, len, type):
    class I: __init__ = value
    class C: __call__ = value
    class M(type): __call__ = value
    class K(metaclass=M): pass
    class N: __new__ = value
    class E(Exception): __init__ = value
    print('==', type(value).__name__)
    show(lambda: type(I(1, b=2)).__name__)
    show(lambda: type(I()).__name__)
    show(lambda: C()(1, b=2))
    show(lambda: C()())
    show(lambda: C()(*range(3), **{'z': 1}))
    show(lambda: K(1, b=2))
    show(lambda: N(1) and None)
    show(lambda: type(E(1)).__name__)
    class O:
        __add__ = value
        __radd__ = value
        __eq__ = value
        __lt__ = value
        __len__ = value
        __getitem__ = value
        __iter__ = value
        __contains__ = value
        __enter__ = value
        __exit__ = value
        __getattr__ = value
        __bool__ = value
        __hash__ = value
        __neg__ = value
        __format__ = value
    o = O()
    show(lambda: type(o + 1).__name__)
    show(lambda: type(1 + o).__name__)
    show(lambda: o == o)
    show(lambda: (o == 1) in (True, None, False))
    show(lambda: o < 1)
    show(lambda: len(o))
    show(lambda: o[1])
    show(lambda: [*o])
    show(lambda: 1 in o)
    def w():
        with o as x: pass
    show(w)
    show(lambda: o.missing)
    show(lambda: not o)
    show(lambda: hash(o) == object.__hash__(o))
    show(lambda: type(-o).__name__)
    show(lambda: format(o, 'x'))

# Which attribute a getter's AttributeError is about.
class P:
    @property
    def a(self): raise AttributeError('inside')
    @property
    def b(self): return self.a
    @property
    def c(self): raise AttributeError('named', name='n', obj=1)
    def __init__(self): self.d = 1
def get(p, n):
    if n == 'a': return p.a
    if n == 'b': return p.b
    return p.c
p = P()
for _ in range(1):
    for n in 'abc':
        try: get(p, n)
        except AttributeError as e: print(e, e.name, e.obj is p, e.obj == 1)

# A dict or references of its own.
class Own:
    __dict__ = property(lambda self: {'a': 2})
    __weakref__ = 5
print(vars(Own()), Own().__weakref__)
class Base: pass
class Meta1(type, Base): pass
class Meta2(Base, type): pass
class D1(metaclass=Meta1): pass
class D2(metaclass=Meta2): pass
d = Base.__dict__['__dict__']
for cls in D1, D2:
    print(type(d.__get__(cls)).__name__, type(cls.__dict__).__name__)
    show(lambda: d.__set__(cls, {}))
    show(lambda: setattr(cls, '__dict__', {}))
    show(lambda: delattr(cls, '__dict__'))

# The order of a namespace is that of its keys().
class Ordered(dict):
    def keys(self): return ['b', 'a']
    def __iter__(self): return iter(['b', 'a'])
print(list(type('X', (), Ordered(a=1, b=2)).__dict__)[:2])
for name, doc in (('A\udcdc', ''), ('A', 'x\udcdc')):
    show(lambda: type(name, (), {'__doc__': doc}))
class Named: pass
show(lambda: setattr(Named, '__name__', 'q\udc80'))
