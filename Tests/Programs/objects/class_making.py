"""Classes while they are being made, and orders and dicts that a class does not want."""
def show(f,*a):
    try: print('->', f(*a))
    except BaseException as e: print(type(e).__name__, e)
class M(type):
    def mro(cls):
        if cls.__mro__ is None and cls.__name__ not in ('X', 'Y'):
            show(lambda: type(cls)('X',(cls,),{}))
            show(lambda: type.mro(type('Y',(cls,int),{})))
            show(lambda: cls())
            show(lambda: object.__new__(cls))
            show(lambda: cls.foo)
            show(lambda: cls.__dict__['q'])
            cls.zz = 3
            show(lambda: cls.zz)
            show(lambda: cls.__subclasses__())
            show(lambda: isinstance(3, cls))
            show(lambda: issubclass(cls, object))
            show(lambda: issubclass(cls, int))
            show(lambda: super(cls, cls))
            show(lambda: super(cls, cls).foo)
            show(lambda: setattr(cls,'__bases__', (Base,)))
            show(lambda: repr(cls))
            show(lambda: [x for x in dir(cls) if x=='q'])
            show(lambda: hash(cls) is None)
            show(lambda: cls | int)
            show(lambda: cls.__basicsize__>0)
            show(lambda: setattr(cls, '__name__', 'YY'))
            show(lambda: setattr(Q(), '__class__', cls))
            show(lambda: cls.__base__)
            show(lambda: cls.__doc__)
            show(lambda: cls.__text_signature__)
        return type.mro(cls)
class Base: pass
class Q: pass
class A(metaclass=M): q=4
print(A.__mro__, A.zz, A().q)
class M2(type):
    def mro(cls): return []
show(lambda: M2('x',(),{}))
class M3(type):
    def mro(cls): return [object]
show(lambda: M3('x',(),{}))
class M4(type):
    def mro(cls): return None
show(lambda: M4('x',(),{}))
class M5(type):
    def mro(cls): return [cls, 3]
show(lambda: M5('x',(),{}))
class M6(type):
    def mro(cls): return [cls, int, object]
show(lambda: M6('x',(),{}))
show(lambda: object.__setattr__(str,'foo',1))
show(lambda: object.__delattr__(str,'foo'))
show(lambda: object.__setattr__(Q,'foo',1))
class C: pass
c=C(); c.a=1; del c.__dict__; print(c.__dict__, hasattr(c,'a')); c.b=2; print(c.__dict__)
class L(list): pass
l=L(); l.x=1; del l.__dict__; print(l.__dict__)
def f(): pass
for x in (f, ValueError(), C, M):
    try: del x.__dict__
    except Exception as e: print(type(e).__name__, e)
class A: pass
class B(A): pass
show(lambda: type('Z',(A,B),{}))

class WorkOnce(type):
    flag = 0
    def mro(self):
        if WorkOnce.flag > 0: raise RuntimeError('bozo')
        WorkOnce.flag += 1
        return type.mro(self)
class B0: pass
class B1: pass
class D(B0): pass
class E(D): pass
class F(D, metaclass=WorkOnce): pass
show(lambda: setattr(D, '__bases__', (B1,)))
print(D.__mro__ == (D, B0, object), E.__mro__ == (E, D, B0, object), D.__bases__, B0.__subclasses__(), B1.__subclasses__())

# Members decide who can become whom.
class G:
    __slots__ = ['a', 'b']
class H:
    __slots__ = ['b', 'a']
class I:
    __slots__ = ['a', 'b']
class L(H):
    __slots__ = ['e']
class N(I):
    __slots__ = ['e']
class O(L):
    __slots__ = []
for one in G, H, I, L, N, O:
    for other in G, H, I, L, N, O:
        x = one()
        try:
            x.__class__ = other
            print(one.__name__, other.__name__, type(x).__name__)
        except TypeError as e:
            print(e)

# __class__ is known before the order is.
class KnowsItself(type):
    def mro(self):
        print(self.__dict__['who']())
        return type.mro(self)
class K(metaclass=KnowsItself):
    who = staticmethod(lambda: __class__)

import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    type('Odd', (), {1: 2, 'a': 3})
    class IntLike:
        def __index__(self): return True
        def __int__(self): return True
    class FloatLike:
        class F(float): pass
        def __float__(self): return self.F(2)
        def __complex__(self): return C2(1)
    class C2(complex): pass
    class Truncated:
        def __trunc__(self): return 5
    print(int(IntLike()), [1, 2][IntLike()], float(FloatLike()), type(float(FloatLike())), complex(FloatLike()), int(Truncated()))
    import math
    print(math.sqrt(FloatLike()), '%d' % IntLike(), range(IntLike()))
    for w in caught: print(w.category.__name__, w.message)

class Picky:
    def __getattr__(self, name):
        if name in ('__getnewargs__', '__getnewargs_ex__'): raise AssertionError(name)
        return None
    def __getstate__(self): return {}
print(Picky().__reduce_ex__(2)[2], Picky().__reduce_ex__(4)[1])

class S:
    __slots__ = ('a',)
for action in (lambda: S().a, lambda: S.a.__get__(S()), lambda: S.a.__delete__(S())):
    try: action()
    except AttributeError as e: print(e, e.name)
