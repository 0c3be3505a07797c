class A:
    pass
class B(A):
    __slots__ = ()
    def __getattr__(s, n): return 'got ' + n
class M(type):
    def __getattr__(c, n): return 'meta ' + n
class C(metaclass=M): pass
def f(o): return o.__class__, o.__dict__
for o in (A(), A(), B(), C(), 5, True, None, 'a', A(), C):
    for i in range(3):
        try: r = f(o); print(r[0].__name__, r[1])
        except AttributeError as e: print(type(e), e, e.name)
def g(c): return c.__name__, c.__qualname__, c.__module__, c.__mro__, c.__bases__, c.__dict__.__class__
for c in (A, B, M, C, int, A, type, A):
    for i in range(3): print(g(c))
def h(x): return x.bit_length(), x.conjugate()
for x in (5, True, 2**70, 5, False, 7): print([h(x) for i in range(3)])
def k(x): return x.is_integer(), x.hex()
for x in (1.5, 0.0, 1e300, 2.5, 0.0): print([k(x) for i in range(3)])
for x in (1.5, 1):
    try:
        for i in range(3): print(k(x))
    except AttributeError as e: print(e)
def t(x): return type(x)
for x in (1, 1.5, 'a', None, True, A(), A, type, ..., NotImplemented, 2**70, 0.0): print([t(x) for i in range(3)])
def n(x): return x.zz
class P:
    @property
    def zz(s): return s.yy
for i in range(3):
    try: n(P())
    except AttributeError as e: print(e, e.name, type(e.obj).__name__)
class E(Exception): pass
def a(e): return e.args, e.__traceback__, e.__cause__, e.__context__, e.__suppress_context__
for e in (E(1), ValueError(2), E()): print([a(e) for i in range(3)])
def fr(f): return f.__name__, f.__code__.co_name, f.__defaults__, f.__doc__
def ch(o, v): o.__class__ = v
class A2: 
    def __init__(s): s.x = 1
class A3: pass
o = A2()
for v in (A3, A2, A3): ch(o, v); print(o.__class__, type(o))
class Eq:
    def __eq__(s, o): return NotImplemented
x, y = A(), A()
print(x == y, x != y, x == x, Eq() == x, x == Eq(), x in {y, x}, y in {x}, {x: 1}.get(y), hash(x) == hash(x), x in [y], x == 5, 5 == x)
class H:
    __hash__ = object.__hash__
    def __eq__(s, o): return True
print(H() == x, x == H(), {H(): 1}.get(H()))
b = bytes(range(10)); ba = bytearray(b)
def idx(b, i): return b[i]
for q in (b, ba, b, ba, memoryview(b)):
    for i in (0, 9, -1, -10, True):
        print(idx(q, i), end=' ')
    for i in (10, -11, 1 << 70, 'a', 1.0, None):
        try: idx(q, i)
        except (IndexError, TypeError) as e: print(type(e).__name__, e)
import math
print(math.pi.real, (3).real, (3).imag, (2.5).real, True.real, (2**70).numerator, (1+2j).real)
def re(x): return x.real, x.imag
for x in (1, 1.5, True, 1j, 2**70, 0.0): print([re(x) for i in range(3)])
