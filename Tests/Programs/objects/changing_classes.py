class A:
    def __init__(s): s.x = 1
    def get(s): return s.x
class B(A):
    def __init__(s): s.y = 2; s.x = 3
    def get(s): return super().get() + s.y
class C(B):
    __slots__ = ('z',)
    def get(s): return super().get() * 2
    @property
    def p(s): return 7
class D(C):
    p = 9
objs = [A(), B(), C(), D()]
def run(n):
    t = 0
    for i in range(n):
        for o in objs:
            t += o.get() + o.x
            o.x = i & 7
    for o in objs[2:]:
        for i in range(3):
            t += o.p
            o.z = i
            t += o.z
    return t
print(run(1000))
B.get = lambda s: 100
print(run(10))
D.x = property(lambda s: 5)
try: print(run(1))
except AttributeError as e: print(e)
e = C()
try: e.z
except AttributeError as x: print(x)
for o in objs + [e]:
    try: print(o.z)
    except AttributeError as x: print(x)

class E: pass
o = E()
def f():
    o.x = 1
    return o.x
print(f(), f())
E.x = property(lambda s: 5, lambda s, v: print('set', v))
print(f())
del E.x
print(f())
class F: x = property(lambda s: 6, lambda s, v: print('F', v))
class G: pass
class H(G): pass
h = H()
def g():
    h.x = 2
    return h.x
print(g(), g())
try:
    H.__bases__ = (F,)
    print(g())
except TypeError as e: print(e)
