"""What the module gc shows of objects, and callbacks that collect, raise or remove themselves."""
import gc, sys
print(gc.collect())
gc.collect()
# SAVEALL
gc.set_debug(gc.DEBUG_SAVEALL)
class N:
    def __init__(self, i): self.i = i
    def __repr__(self): return f"N{self.i}"
def f():
    a = N(1); b = N(2); a.b = b; b.a = a
    l = [1]; l.append(l)
    d = {}; d["d"] = d
    N(3)
f()
print(gc.collect())
print(sorted(type(x).__name__ for x in gc.garbage), len(gc.garbage))
print([x for x in gc.garbage if isinstance(x, N)])
gc.set_debug(0); 
x = [x for x in gc.garbage if isinstance(x, N)][0]; print(x.b.a is x)
del x; gc.garbage.clear(); print(gc.collect(), gc.garbage)
# SAVEALL with a finalizer
class F(N):
    def __del__(self): print("del", self.i)
gc.set_debug(gc.DEBUG_SAVEALL)
def f():
    a = F(1); a.a = a
f(); print(gc.collect()); print(gc.garbage); gc.set_debug(0); gc.garbage.clear(); print(gc.collect())
# callbacks
def cb(phase, info): print(phase, sorted(info))
gc.callbacks.append(cb); gc.collect(); gc.callbacks.remove(cb)
def bad(phase, info): raise ValueError(phase)
seen = []
sys.unraisablehook = lambda u: seen.append(str(u.exc_value))
gc.callbacks.append(bad); gc.collect(); gc.callbacks.clear(); print(seen)
def rec(phase, info): print(phase, gc.collect())
gc.callbacks.append(rec); gc.collect(); gc.callbacks.clear()
def remove(phase, info): gc.callbacks.clear(); print("removed")
gc.callbacks += [remove, cb]; gc.collect(); print(gc.callbacks)
# referrers
a = N(1); l = [a]; d = {"k": a}; t = (a,); s = {a}
r = gc.get_referrers(a)
print(sum(x is l for x in r), sum(x is d for x in r), sum(x is t for x in r), sum(x is s for x in r), any(x is globals() for x in r))
def clos(): return a
def outer():
    z = N(5)
    def inner(): return z
    return inner, z
i, z = outer()
print([type(x).__name__ for x in gc.get_referrers(z) if x is not globals()])
print(gc.get_referents(1, "a", None, 2.5), gc.get_referents([1, 2], (3,), {4: 5}), gc.get_referents({6}))
print(gc.get_referents(a))
def gen():
    q = N(9)
    yield q
g = gen(); next(g)
print(any(type(x) is N for x in gc.get_referents(g)))
o = gc.get_objects(); print(any(x is l for x in o), any(x is a for x in o), len(o) > 1000); del o
for bad in ((3,), (-1,), ("a",), (1, 2)):
    try: gc.collect(*bad)
    except Exception as e: print(type(e).__name__, e)
for bad in ((), (1, 2, 3, 4), ("a",)):
    try: gc.set_threshold(*bad)
    except Exception as e: print(type(e).__name__, e)
print(gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked(()), gc.is_tracked({}), gc.is_tracked({1: []}), gc.is_tracked(a), gc.is_tracked("a"))
print(gc.is_finalized(a), gc.is_finalized(1))
