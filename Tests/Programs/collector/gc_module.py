import gc
gc.collect()
print(gc.isenabled())
gc.disable(); print(gc.isenabled())
gc.enable(); print(gc.isenabled())
print(gc.get_threshold())
gc.set_threshold(500, 5, 2)
print(gc.get_threshold())
gc.set_threshold(2000, 10, 10)
print(gc.get_debug())
gc.set_debug(gc.DEBUG_SAVEALL)
print(gc.get_debug(), gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_LEAK)
gc.set_debug(0)
print(len(gc.get_count()), [sorted(s) for s in gc.get_stats()])

# How many were unreachable: what only a collector finds.
def count(make):
    gc.collect()
    make()
    # What native code leaves on its stack may look like a reference: let it do something else.
    sorted(["b", "a"], key=lambda text: max(text.upper(), "x"))
    return gc.collect()
def make_list():
    l = []
    l.append(l)
def make_dict():
    d = {}
    d[1] = d
def make_tuple():
    l = []
    t = (l,)
    l.append(t)
def make_class():
    class A:
        pass
def make_instance():
    a = A()
    a.a = a
def make_function():
    d = {}
    exec("def f(): pass\n", d)
def make_two():
    a, b = [], []
    a.append(b)
    b.append(a)
def make_nothing():
    [[1], {2: 3}, (4, [5])]
def make_more():
    l = [[], {'a': []}, (1,), 'text', 5, 1.5]
    l.append(l)
class A:
    pass
class B(list):
    pass
def make_subclass():
    x = B()
    x.append(x)
def make_method():
    a = A()
    a.m = a.__init__
for make in [make_list, make_dict, make_tuple, make_instance, make_two, make_nothing, make_more, make_subclass, make_method]:
    print(make.__name__, count(make))
print(count(make_class) >= 3, count(make_function) >= 2)

class F:
    def __del__(self):
        pass
def make_finalizable():
    f = F()
    f.f = f
def make_acyclic():
    F()
print(count(make_finalizable), count(make_acyclic))
class Z:
    def __del__(self):
        keep.append(self)
keep = []
def make_phoenix():
    z = Z()
    z.z = z
print(count(make_phoenix), len(keep))

# What is tracked.
class S:
    __slots__ = ()
class I(int):
    pass
def f(): yield
for value in [1, 1.5, 'a', b'a', None, (), ([],), [], [1], {}, {1: 2}, {1: []}, set(), frozenset(), A(), S(), I(), object(), f, f(), len, int, A, gc, range(3),
        slice(1), iter([]), property(), Exception(), 1j, bytearray(), f.__code__, A().__init__]:
    print(type(value).__name__, gc.is_tracked(value), end='; ')
print()

# References.
a = A()
a.x = [1]
a.y = 'y'
print(gc.get_referents([1, 'a', [2]]), gc.get_referents((1, 2)), sorted(gc.get_referents({1: 2})), gc.get_referents(5), gc.get_referents())
print(gc.get_referents(a))
print(sorted(gc.get_referents({3, 4})))
marker = ['marker']
holder = {'k': marker}
holders = [x for x in gc.get_referrers(marker) if type(x) is dict and 'k' in x]
print(holders == [holder], holders[0] is holder)
inner = A()
inner.attribute = marker
print(inner in gc.get_referrers(marker))
objects = gc.get_objects()
print(any(x is marker for x in objects), any(x is inner for x in objects), any(x is objects for x in objects), gc.get_objects(0) == [] or True)
del objects, holders

# Callbacks.
calls = []
def callback(phase, info):
    calls.append((phase, sorted(info), info['generation'], info['uncollectable']))
gc.callbacks.append(callback)
gc.collect()
gc.collect(1)
gc.callbacks.remove(callback)
print(calls)

# Save all.
gc.collect()
gc.set_debug(gc.DEBUG_SAVEALL)
make_list()
n = gc.collect()
print(n, len(gc.garbage), gc.garbage[0][0] is gc.garbage[0])
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect())

for bad in ["gc.collect(3)", "gc.collect('a')", "gc.collect(-1)", "gc.set_threshold()", "gc.set_threshold('a')", "gc.set_threshold(1, 2, 3, 4)", "gc.get_objects(5)",
        "gc.get_objects(generation=-2)", "gc.set_debug('a')", "gc.is_tracked()", "gc.get_objects(1.5)", "gc.freeze()", "gc.unfreeze()", "gc.is_finalized(1)",
        "gc.get_freeze_count()"]:
    try:
        print(bad, eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
z = keep[0]
print(gc.is_finalized(z), gc.is_finalized(F()))
