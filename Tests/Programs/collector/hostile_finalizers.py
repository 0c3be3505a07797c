"""What finalizers may do to a collection: allocate, collect, raise, resurrect, refer weakly, change classes."""
import gc, sys, weakref
log = []
def flush():
    for x in log: print(x)
    log.clear()

# 1 allocation and collection in finalizers
class Alloc:
    def __del__(self):
        x = [[i] * 10 for i in range(2000)]
        gc.collect()
        log.append(("alloc", len(x), gc.collect()))
def f():
    for _ in range(3): Alloc()
f(); print(gc.collect()); flush()

# 2 resurrection: to a global, to itself, in a cycle, twice
kept = []
class Phoenix:
    n = 0
    def __init__(self, name): self.name = name
    def __del__(self):
        log.append(("del", self.name)); kept.append(self)
def f():
    a = Phoenix("a"); b = Phoenix("b"); c = Phoenix("c")
    b.other = b
    c.list = [c, a]
f(); print(gc.collect()); flush(); print(sorted(p.name for p in kept)); kept.clear(); print(gc.collect()); flush()
class Cyc:
    def __init__(self, name): self.name = name; self.me = self
    def __del__(self): log.append(self.name); kept.append(self.peer)
def f():
    a, b = Cyc("a"), Cyc("b"); a.peer = b; b.peer = a
f(); print("cyc", gc.collect()); flush(); print([k.name for k in kept]); kept.clear(); print(gc.collect()); flush()

# weak refs of resurrected: in cycles cleared before; callbacks not called when?
def cb(name): return lambda r: log.append(("callback", name, r()))
refs = []
def f():
    a, b = Cyc("a"), Cyc("b"); a.peer = b; b.peer = a
    refs.append(weakref.ref(a, cb("a"))); refs.append(weakref.ref(b, cb("b"))); refs.append(weakref.ref(a))
f(); print("cycweak", gc.collect()); flush(); print([r() is None for r in refs]); kept.clear(); refs.clear(); print(gc.collect()); flush()
def f():
    a = Phoenix("p"); refs.append(weakref.ref(a, cb("p")))
f(); gc.collect(); flush(); print([r() is None for r in refs], [k.name for k in kept]); kept.clear(); gc.collect(); flush(); print([r() is None for r in refs]); refs.clear()

# exceptions
import sys
def hook(u): log.append((u.exc_type.__name__, str(u.exc_value), u.err_msg, type(u.object).__name__))
sys.unraisablehook = hook
class Bad:
    def __del__(self): raise ValueError("bad")
class Sub(Exception): pass
class BadExit:
    def __del__(self): raise SystemExit(3)
class BadKey:
    def __del__(self): raise KeyboardInterrupt
def f():
    Bad(); BadExit(); BadKey()
    a = Bad(); a.a = a
    refs.append(weakref.ref(Phoenix("q"), lambda r: 1/0))
f(); gc.collect(); flush(); kept.clear(); gc.collect(); flush(); refs.clear()
def badhook(u): raise RuntimeError("hook")
sys.unraisablehook = badhook

kept = []
# generators in garbage: finally blocks that allocate, collect, resurrect, raise, yield
kept = []
def g1():
    try: yield 1
    finally:
        gc.collect(); log.append("g1 finally")
def g2():
    try: yield 1
    finally:
        yield 2
def g3(me):
    try: yield 1
    finally:
        kept.append(me); log.append("g3")
def g4():
    try: yield 1
    except GeneratorExit:
        log.append("g4 exit"); raise ValueError("g4")
def hook(u): log.append((u.exc_type.__name__, str(u.exc_value), type(u.object).__name__))
sys.unraisablehook = hook
def f():
    for make in (g1, g2, g4):
        l = []; g = make(); l.append((l, g)); next(g)
        del l, g; gc.collect()
    l = []; g = g3(l); l.append(g); next(g)
f(); gc.collect(); flush(); print(len(kept), [list(kept[0][0])]); kept.clear(); gc.collect(); flush()
# suspended coroutine never awaited etc.
async def co():
    try: await S()
    finally: log.append("co finally")
class S:
    def __await__(self): yield 1
def f():
    c = co(); c.send(None); l = [c]; l.append(l)
f(); gc.collect(); flush()
# finalizer chains: __del__ that drops the last reference to others
class D:
    def __init__(self, n, o=None): self.n = n; self.o = o
    def __del__(self): log.append(self.n); self.o = None
def f(): D(1, D(2, D(3)))
f(); gc.collect(); flush()
# finalizers which make new finalizable garbage, a few levels
class L:
    def __init__(self, n): self.n = n
    def __del__(self):
        log.append(self.n)
        if self.n: L(self.n - 1)
def f(): L(3)
f()
for _ in range(6): gc.collect()
flush()
# class with __del__ itself garbage, with its instances
def f():
    class T:
        def __del__(self): log.append(("T", type(self).__name__, len(type(self).__mro__)))
    t = T(); t.t = t; T.instance = t
f(); gc.collect(); flush()
# __del__ set after creation of the object, deleted before death, on instance
class Late: pass
def f(): Late()
x = Late()
Late.__del__ = lambda self: log.append("late")
f(); gc.collect(); flush()
y = Late(); del Late.__del__; y = None; gc.collect(); flush()
Late.__del__ = lambda self: log.append("late 2"); x = None; gc.collect(); flush()
z = Late(); z.__del__ = lambda: log.append("instance"); z = None; gc.collect(); flush()
# __class__ changed
class A:
    def __del__(self): log.append("A")
class B: pass
class C:
    def __del__(self): log.append("C")
def f():
    a = A(); a.__class__ = B
    b = B(); b.__class__ = A
    c = A(); c.__class__ = C
f(); gc.collect(); flush()
# __del__ on built-in subclasses
class DL(list):
    def __del__(self): log.append(("DL", self[:]))
class DD(dict):
    def __del__(self): log.append(("DD", dict(self)))
class DT(tuple):
    def __del__(self): log.append(("DT", self[0]))
class DI(int):
    def __del__(self): log.append(("DI", self + 1))
class DS(str):
    def __del__(self): log.append(("DS", self.upper()))
class DE(Exception):
    def __del__(self): log.append(("DE", self.args))
def f():
    DL([1]); DD(a=1); DT((5,)); DI(3); DS("x"); DE("e")
f(); gc.collect(); flush()
try: raise DE("raised")
except DE: pass
gc.collect(); flush()
# del through slots, weakref slots
class SL:
    __slots__ = ("a", "__weakref__")
    def __del__(self): log.append(("SL", self.a))
s = SL(); s.a = 1; r = weakref.ref(s, lambda r: log.append("SL ref")); s = None; gc.collect(); flush()
# type with __del__ that is a descriptor / not callable
class NC: __del__ = 5
def f(): NC()
f(); gc.collect(); flush()
class ST:
    @staticmethod
    def __del__(): log.append("static")
class CM:
    @classmethod
    def __del__(cls): log.append(cls.__name__)
def f(): ST(); CM()
f(); gc.collect(); flush()
# metaclass with __del__
class Meta(type):
    def __del__(cls): log.append(("Meta", cls.__name__))
def f():
    class Q(metaclass=Meta): pass
f(); gc.collect(); flush()
# large structures reaching finalizers only through deep lists
def f():
    x = D("deep")
    for _ in range(5000): x = [x]
    y = D("deep tuple")
    for _ in range(5000): y = (y,)
    z = D("both"); l = [z]; l.append(l)
f(); gc.collect(); flush()

class A:
    def __del__(self): print("A", self.n)
class B: pass
def f():
    a = A(); a.n = 1; a.me = a
    a.__class__ = B; a.__class__ = A
    b = A(); b.n = 2
    b.__class__ = B; b.__class__ = A
f(); gc.collect()
# set __bases__ to one with __del__
class Base: pass
class C(Base): n = 3
class Base2:
    def __del__(self): print("Base2", self.n)
c = C()
C.__bases__ = (Base2,)
c = None; gc.collect()
class D(Base): n = 4
d = D(); d.me = d
class E(Base): n = 5
e = E()
Base.__del__ = lambda self: print("Base", self.n)
d = e = None
gc.collect()
