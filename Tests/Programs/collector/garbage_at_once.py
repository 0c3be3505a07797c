# Garbage of many kinds, gone after one collection: nothing left over on the native stack may keep it.
import gc, weakref
class A: pass
class L(list): pass
class D(dict): pass
bad = []
def check(name, f):
    r = f()
    gc.collect()
    if r() is not None: bad.append(name)
def p1():
    a = A(); a.me = a; return weakref.ref(a)
def p2():
    a, b = A(), A(); a.b = b; b.a = a; return weakref.ref(a)
def p3():
    l = L(); l.append(l); return weakref.ref(l)
def p4():
    d = D(); d[1] = d; return weakref.ref(d)
def p5():
    a = A(); return weakref.ref(a)
def p6():
    a = A()
    def f(): return a
    a.f = f
    return weakref.ref(a)
def p7():
    a = A(); a.items = [a, (a,), {1: a}]; return weakref.ref(a)
def p8():
    a = A()
    try: raise ValueError(a)
    except ValueError as e: a.e = e
    return weakref.ref(a)
def p9():
    a = A()
    def g():
        yield a
    x = g(); next(x); a.g = x
    return weakref.ref(a)
def p10():
    a = A(); a.m = a.__class__; s = {a}; a.s = s; return weakref.ref(a)
def p11():
    a = A(); setattr(a, "x", a); a.__dict__["y"] = a; return weakref.ref(a)
def p12():
    class B: pass
    b = B(); B.b = b; return weakref.ref(B)
def p13():
    a = A(); a.l = sorted([3, 1]); a.r = repr(a); a.t = a; return weakref.ref(a)
def p14():
    d = {}; d[1] = d; a = A(); d[2] = a; return weakref.ref(a)
for p in (p1,p2,p3,p4,p5,p6,p7,p8,p9,p10,p11,p12,p13,p14): check(p.__name__, p)
a = A(); a.me = a; r = weakref.ref(a); del a; gc.collect()
if r() is not None: bad.append("m1")
d = D(); d[1] = d; r = weakref.ref(d); del d; gc.collect()
if r() is not None: bad.append("m2")
l = L(); l.append(l); r = weakref.ref(l); del l; gc.collect()
if r() is not None: bad.append("m3")
a = A(); b = A(); a.b = b; b.a = a; r = weakref.ref(a); r2 = weakref.ref(b); a = None; b = None; gc.collect()
if r() is not None or r2() is not None: bad.append("m4")
def n1():
    d = {}; d[1] = d
def n2():
    l = []; l.append(l)
def n3():
    a = A(); a.a = a
def n4():
    t = ([],); t[0].append(t)
def n5():
    s = A(); s.x = {s}
for f, n in ((n1,1),(n2,1),(n3,1),(n4,2),(n5,2)):
    gc.collect(); f(); k = gc.collect()
    if k != n: bad.append((f.__name__, k))
d = {}; d[1] = d; del d; k = gc.collect()
if k != 1: bad.append(("m5", k))
print(bad)
