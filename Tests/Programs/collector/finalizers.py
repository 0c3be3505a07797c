import gc
gc.collect()

log = []

class F:
    def __init__(self, name, *refs):
        self.name = name
        self.refs = refs
    def __del__(self):
        log.append(self.name)

def flush(title):
    gc.collect()
    print(title, log)
    log.clear()

def scope():
    x = F('alone')
    del x
scope()
flush('one')

# A chain is finalized from its head on.
def scope():
    b = F('b')
    a = F('a', b)
    c = F('c', a)
    del a, b, c
scope()
flush('chain')

# Attributes in their order, tuples and lists from the end.
def scope():
    class Holder:
        pass
    h = Holder()
    h.x = F('x')
    h.y = F('y')
    h.a = F('a')
    h.items = [F('i1'), F('i2'), F('i3')]
    h.table = {'k': F('v1'), 'l': F('v2')}
    del h
scope()
flush('holder')

# Cycles: in the order of creation.
def scope():
    a = F('ca'); b = F('cb'); c = F('cc')
    a.next = b; b.next = c; c.next = a
scope()
flush('cycle')

def scope():
    a = F('self')
    a.me = a
scope()
flush('self cycle')

# A cycle without finalizers that keeps something with one.
def scope():
    l = [F('kept by cycle')]
    l.append(l)
scope()
flush('cycle keeps')

# Runs once.
saved = []
class Phoenix:
    def __init__(self):
        self.count = 0
    def __del__(self):
        self.count += 1
        log.append(('del', self.count))
        saved.append(self)
def scope():
    p = Phoenix()
    p.data = [1, 2, 3]
scope()
flush('phoenix')
print(len(saved), saved[0].count, saved[0].data)
saved.clear()
flush('phoenix again')
print(saved)

# Resurrection of a part of a cycle.
class Part:
    def __init__(self, name):
        self.name = name
class Saver:
    def __del__(self):
        log.append('saver')
        saved.append(self.part)
def scope():
    s = Saver()
    s.part = Part('p')
    s.part.back = s
scope()
flush('saver')
print(saved[0].name, type(saved[0].back).__name__, saved[0].back.part is saved[0])
saved.clear()
flush('saver again')

# Exceptions are reported through sys.unraisablehook.
import sys
reports = []
def hook(u):
    reports.append((u.exc_type.__name__, str(u.exc_value), u.err_msg, u.object.__qualname__, u.exc_traceback is not None))
sys.unraisablehook = hook
class Bad:
    def __del__(self):
        raise ValueError('in del')
def scope():
    Bad()
scope()
gc.collect()
print(reports)
reports.clear()
class Bad2:
    def __del__(self):
        1/0
def scope():
    x = Bad2()
    x.x = x
scope()
gc.collect()
print(reports)
sys.unraisablehook = sys.__unraisablehook__

# __del__ looked up on the class, also one set later, never on the instance.
class Later:
    pass
def scope():
    x = Later()
    x.__del__ = lambda: log.append('instance')
scope()
flush('instance attribute')
class Inherited(F):
    pass
def scope():
    Inherited('inherited')
scope()
flush('inherited')
class Quiet(F):
    def __del__(self):
        super().__del__()
        log.append('and more')
def scope():
    Quiet('quiet')
scope()
flush('super')

# Slots.
class Slotted:
    __slots__ = ('v', '__weakref__')
    def __del__(self):
        log.append(('slotted', self.v))
def scope():
    s = Slotted()
    s.v = 7
scope()
flush('slots')

# Subclasses of built-in types.
class L(list):
    def __del__(self):
        log.append(('list', list(self)))
class D(dict):
    def __del__(self):
        log.append(('dict', dict(self)))
class I(int):
    def __del__(self):
        log.append(('int', int(self)))
class S(str):
    def __del__(self):
        log.append(('str', str(self)))
class T(tuple):
    def __del__(self):
        log.append(('tuple', tuple(self)))
class E(Exception):
    def __del__(self):
        log.append(('exc', self.args))
def scope():
    L([1, 2])
scope(); flush('list')
def scope():
    D(a=1)
scope(); flush('dict')
def scope():
    I(5)
scope(); flush('int')
def scope():
    S('text')
scope(); flush('str')
def scope():
    T((1, 2))
scope(); flush('tuple')
def scope():
    E('x')
scope(); flush('exc')

# Metaclasses.
class Meta(type):
    def __del__(cls):
        log.append(('class', cls.__name__))
def scope():
    class K(metaclass=Meta):
        pass
scope()
flush('class')

# Finalizers that make garbage with finalizers.
class Maker:
    def __del__(self):
        log.append('maker')
        F('made')
def scope():
    Maker()
scope()
gc.collect()
flush('maker')

# Calls of __del__ by hand.
f = F('by hand')
f.__del__()
print(log)
log.clear()
del f
flush('by hand')

# Many.
def scope():
    for i in range(1000):
        F(i)
scope()
gc.collect()
print(len(log), sorted(log) == list(range(1000)))
log.clear()

# Deep chains.
def scope():
    head = None
    for i in range(20000):
        head = F(i, head)
scope()
gc.collect()
print(len(log), log[:3], log[-3:])
log.clear()

# The exception being handled stays.
try:
    1/0
except ZeroDivisionError:
    def scope():
        F('in handler')
    scope()
    gc.collect()
    print(sys.exception())
flush('handler')

# Generators: finally blocks run.
def gen(name):
    try:
        yield 1
        yield 2
    finally:
        log.append(('closed', name))
def scope():
    g = gen('a')
    next(g)
scope()
flush('generator')
def scope():
    gen('never started')
scope()
flush('generator not started')
def scope():
    g = gen('done')
    list(g)
scope()
flush('generator done')
def outer():
    try:
        yield from gen('inner')
    finally:
        log.append('outer')
def scope():
    g = outer()
    next(g)
scope()
flush('delegation')
def scope():
    def cyc():
        me = [None]
        try:
            yield me
        finally:
            log.append(('cycle', me[0] is not None))
    g = cyc()
    next(g)[0] = g
scope()
flush('generator in cycle')
def with_context():
    class C:
        def __enter__(self):
            return self
        def __exit__(self, *a):
            log.append(('exit', a[0].__name__))
    with C():
        yield 1
def scope():
    g = with_context()
    next(g)
scope()
flush('with')
reports = []
sys.unraisablehook = lambda u: reports.append((u.exc_type.__name__, str(u.exc_value), u.err_msg))
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
def scope():
    g = stubborn()
    next(g)
scope()
gc.collect()
print(reports)
reports.clear()
def failing():
    try:
        yield 1
    finally:
        raise KeyError('in finally')
def scope():
    g = failing()
    next(g)
scope()
gc.collect()
print(reports)
sys.unraisablehook = sys.__unraisablehook__
