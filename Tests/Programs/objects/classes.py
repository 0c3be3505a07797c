def err(f, *a):
    try: f(*a)
    except Exception as e: print(type(e).__name__ + ':', e)
    else: print('no error')
class A: pass
class B: pass
def mk(**ns):
    return type('C', ns.pop('bases', ()), ns)
err(lambda: mk(__slots__=1))
err(lambda: mk(__slots__=(1,)))
err(lambda: mk(__slots__='a b'))
err(lambda: mk(__slots__=('a b',)))
err(lambda: mk(__slots__=('__dict__', '__dict__')))
err(lambda: mk(bases=(A,), __slots__=('__dict__',)))
err(lambda: mk(bases=(A,), __slots__=('__weakref__',)))
err(lambda: mk(__slots__=('a',), a=1))
err(lambda: mk(bases=(int,), __slots__=('a',)))
err(lambda: mk(bases=(tuple,), __slots__=('a',)))
err(lambda: mk(bases=(bool,)))
err(lambda: mk(bases=(int, str)))
err(lambda: mk(bases=(type(None),)))
err(lambda: mk(bases=(1,)))
err(lambda: mk(bases=(A, A)))
class S1: __slots__ = ('a',)
class S2: __slots__ = ('b',)
err(lambda: mk(bases=(S1, S2)))
s = S1()
err(lambda: s.a)
err(lambda: setattr(s, 'zz', 1))
err(lambda: delattr(s, 'a'))
err(lambda: delattr(s, 'qq'))
s.a = 5
print(s.a, S1.a, S1.__slots__)
err(lambda: S1.a.__get__(5))
print(S1.a.__get__(None, S1), S1.a.__name__, S1.a.__objclass__, S1.a.__qualname__)
class W:
    __slots__ = ('__weakref__', '_x', '__priv')
    def __init__(self): self.__priv = 3
print(sorted(k for k in W.__dict__ if not k.startswith('__s') and k not in ('__firstlineno__',)))
print(W()._W__priv)
err(type, 'C')
err(type, 'C', ())
err(type, 1, (), {})
err(type, 'C', 1, {})
err(type, 'C', (), 1)
err(lambda: type('C', (), {}, x=1))
class M1(type): pass
class M2(type): pass
class X1(metaclass=M1): pass
class X2(metaclass=M2): pass
err(lambda: mk(bases=(X1, X2)))
try:
    class K(X1, X2): pass
except TypeError as e: print(e)
try:
    class K(A, foo=1): pass
except TypeError as e: print(e)
class O(A): pass
class P(A, B): pass
try:
    class Z(A, O): pass
except TypeError as e: print(e)
class E:
    def __set_name__(self, owner, name): raise ZeroDivisionError('division by zero')
try:
    class Z: x = E()
except ZeroDivisionError as e: print(e, e.__notes__)
a = A()
err(lambda: setattr(a, '__class__', 1))
err(lambda: setattr(a, '__class__', int))
err(lambda: delattr(a, '__class__'))
a.x = 1
a.__class__ = B
print(type(a).__name__, a.x, a.__dict__)
err(lambda: setattr(a, '__class__', S1))
err(lambda: setattr(1, '__class__', B))
err(lambda: setattr(a, '__dict__', 1))
a.__dict__ = {'q': 2}
print(a.q, hasattr(a, 'x'))
err(lambda: delattr(A, '__dict__'))
err(lambda: setattr(int, 'x', 1))
err(lambda: setattr(int, '__name__', 'x'))
err(lambda: setattr(A, '__name__', 1))
err(lambda: delattr(A, '__name__'))
err(lambda: setattr(A, '__bases__', 1))
err(lambda: setattr(A, '__bases__', ()))
err(lambda: setattr(A, '__bases__', (1,)))
err(lambda: setattr(A, '__bases__', (O,)))
err(lambda: setattr(O, '__bases__', (S1,)))
err(lambda: setattr(O, '__bases__', (int,)))
O.__bases__ = (B,)
print(O.__mro__, O.__base__)
print(A.__subclasses__(), B.__subclasses__())
err(lambda: A.__abstractmethods__)
err(lambda: int.__annotations__)
print(A.__annotations__, A.__type_params__, A.__module__, A.__qualname__, A.__doc__, A.__dictoffset__ != 0)
print(object.__new__(A).__class__)
err(lambda: object.__new__())
err(lambda: object.__new__(1))
err(lambda: A(1))
err(lambda: object(1))
err(lambda: A.foo)
err(lambda: A().foo)
err(lambda: delattr(A, 'foo'))
err(lambda: delattr(A(), 'foo'))
class I:
    def __init__(self): return 1
err(I)
class NI:
    def __init_subclass__(cls, /, x, **kw): print('sub', cls.__name__, x, kw)
class NJ(NI, x=1, y=2): pass
try:
    class NK(NI): pass
except TypeError as e: print(e)
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print('prepare', mcls.__name__, name, kw)
        return {'made': 1}
    def __new__(m, n, b, ns, **kw): return super().__new__(m, n, b, ns)
    def __init__(c, n, b, ns, **kw): pass
class MM(metaclass=Meta, z=3): pass
print(MM.made)
class BadP(type):
    @classmethod
    def __prepare__(m, *a): return 1
try:
    class Z(metaclass=BadP): pass
except TypeError as e: print(e)
def fm(name, bases, ns): return (name, bases, sorted(ns))
class FM(metaclass=fm): q = 1
print(FM)
class ME:
    def __mro_entries__(self, bases): return (A,)
class ZZ(ME()): pass
print(ZZ.__bases__, len(ZZ.__orig_bases__))
class BadME:
    def __mro_entries__(self, bases): return 1
try:
    class Z(BadME()): pass
except TypeError as e: print(e)
print(type.__dict__['__doc__'].__class__, type(A.__dict__), type(A.__dict__['__dict__']), type(A.__dict__['__weakref__']))
print('x' in A.__dict__, len(A.__dict__) > 0)
err(lambda: A.__dict__.__setitem__)
def gm():
    class L: pass
    return L
print(gm(), gm().__qualname__)
err(lambda: super())
class Su(A):
    def f(self): return super().nope
    def g(self): return super()
    def h(): return super()
    @staticmethod
    def k(x): return super().foo
err(Su().f)
err(Su.h)
err(lambda: Su.k(1))
err(lambda: super(1))
err(lambda: super(A, 1))
err(lambda: super(A, int))
print(repr(super(Su, Su())).split(' at ')[0], super(Su), Su().g().__thisclass__, Su().g().__self_class__)
