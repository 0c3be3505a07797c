"""Weak references that are made, dropped and called back while their objects die; the structures of the library made of them."""
import gc, sys, weakref
log = []
def flush():
    for x in log: print(x)
    log.clear()
# weak reference made in __del__ to self
refs = []
class W:
    def __del__(self):
        r = weakref.ref(self, lambda r: log.append(("late callback", r() is None)))
        refs.append(r)
        log.append(("made", r() is self))
def f(): W()
f(); gc.collect(); gc.collect(); flush(); print([r() for r in refs])
refs.clear()
def f(): w = W(); w.w = w
f(); gc.collect(); gc.collect(); flush(); print([r() for r in refs])
refs.clear()
# dict of weak values mutated in callback
d = weakref.WeakValueDictionary(); k = weakref.WeakKeyDictionary(); s = weakref.WeakSet()
class N:
    def __init__(self, i): self.i = i
    def __repr__(self): return f"N{self.i}"
objs = [N(i) for i in range(100)]
for o in objs: d[o.i] = o; k[o] = o.i; s.add(o)
print(len(d), len(k), len(s))
for i, x in enumerate(list(d.items())): pass
del x
del objs[50:]
o = None
gc.collect()
print(len(d), len(k), len(s))
it = iter(s)
next(it)
del objs[40:]
gc.collect()
print(len(s))
del it
gc.collect()
print(len(d), sorted(d), len(k), len(s))
f1 = weakref.finalize(objs[0], log.append, "finalized 0")
f2 = weakref.finalize(objs[1], log.append, "finalized 1")
print(f1.alive, f1.peek()[1:3][1])
objs[0] = None
gc.collect(); flush(); print(f1.alive, f2.alive, f2.detach() is not None, f2.alive)
# WeakMethod
class M:
    def m(self): return 5
m = M(); wm = weakref.WeakMethod(m.m); print(wm()()); m = None; gc.collect(); print(wm())
# proxies
n = N(7); p = weakref.proxy(n, lambda p: log.append("proxy dead")); print(p, p.i); n = None; gc.collect(); flush()
try: p.i
except ReferenceError as e: print(e)
# callback that makes new weakrefs/objects & resurrects others
order = []
def make():
    a = [N(i) for i in range(5)]
    for x in a: order.append(weakref.ref(x, lambda r, i=x.i: log.append(i)))
make(); gc.collect(); print(sorted(log)); log.clear()
# weakref in the same garbage as its referent: callback not called
def f():
    a = N(1); a.me = a; a.r = weakref.ref(a, lambda r: log.append("never"))
f(); gc.collect(); flush()
# weakref dying before referent
n = N(1); r = weakref.ref(n, lambda r: log.append("never 2")); r = None; gc.collect(); n = None; gc.collect(); flush()
# subclass of ref w attributes in cycle
class R(weakref.ref):
    def __init__(self, o, cb=None): super().__init__(o, cb); self.me = self
n = N(2); r = R(n, lambda r: log.append("R")); print(r() is n, weakref.getweakrefcount(n)); 
n = None; gc.collect(); flush(); print(r())
n = N(2); r = R(n, lambda r: log.append("R")); r = None; gc.collect(); print(weakref.getweakrefcount(n)); n = None; gc.collect(); flush()
