# What CPython says of native code that nests too deep: what the message names depends on what nests.
def kind(name, action):
    try: action()
    except BaseException as error: print(name, type(error).__name__, str(error))
    else: print(name, 'ok')
class A: pass
for name, use in [('__call__', lambda a: a()), ('__repr__', repr), ('__hash__', hash), ('__getattr__', lambda a: a.x), ('__eq__', lambda a: a == 1), ('__add__', lambda a: a + 1),
                  ('__iter__', iter), ('__index__', lambda a: [][a]), ('__contains__', lambda a: 1 in a), ('__getattribute__', lambda a: a.x),
                  ('__init__', lambda a: type(a)()), ('__new__', lambda a: type(a)())]:
    cls = type('C', (), {})
    setattr(cls, '__call__', object.__new__(cls))
    if name != '__call__': setattr(cls, name, object.__new__(cls))
    kind(name, lambda: use(object.__new__(cls)))
class Meta(type): pass
Meta.__call__ = Meta('X', (), {})
kind('meta', lambda: Meta('Y', (), {})())
import sys
def nest(n, leaf, make):
    for _ in range(n): leaf = make(leaf)
    return leaf
kind('isinstance', lambda: isinstance('', nest(130000, int, lambda x: (x,))))
kind('issubclass', lambda: issubclass(str, nest(130000, int, lambda x: (x,))))
class B: pass
class Multi:
    __bases__ = ()
def base(x):
    m = Multi(); m.__bases__ = (x, Multi()); return m
def base1(x):
    m = Multi(); m.__bases__ = (x,); return m
import types, functools
def method(f):
    return types.MethodType(f, 1)
kind('method of method', lambda: nest(500, lambda *a: 0, method)())
kind('partial', lambda: nest(100000, lambda *a: 0, lambda f: functools.partial(f))())
class P: 
    def __init__(s, f): s.f = f
    def __call__(s): return s.f()
kind('callable', lambda: nest(100000, lambda *a: 0, P)())
kind('callable', lambda: nest(400, lambda *a: 0, P)())
kind('property', lambda: property(nest(500, lambda *a: 0, method)).__get__(1))
kind('union', lambda: isinstance('', nest(300, int, lambda x: (x, str | None))))
kind('mappingproxy', lambda: repr(nest(100000, {}, types.MappingProxyType)))
kind('mappingproxy eq', lambda: nest(100000, {}, types.MappingProxyType) == nest(100000, {}, types.MappingProxyType))
kind('sort tuples', lambda: sorted([nest(100000, (), lambda x: (x,)), nest(100000, (), lambda x: (x,))]))
kind('max', lambda: max([nest(100000, (), lambda x: (x,)), nest(100000, (), lambda x: (x,))]))
kind('index', lambda: [nest(100000, [], lambda x: [x])].index(nest(100000, [], lambda x: [x])))
kind('percent', lambda: '%r' % (nest(100000, [], lambda x: [x]),))
kind('print', lambda: print(nest(100000, [], lambda x: [x])))
kind('keyerror', lambda: str(KeyError(nest(100000, (), lambda x: (x,)))))
kind('str.startswith', lambda: 'a'.startswith(nest(10, 'a', lambda x: (x,))))
kind('frozenset', lambda: nest(1000, frozenset(), lambda x: frozenset([x])) and 0)
import collections
for name, make, start in [('list', lambda x: [x], []), ('tuple', lambda x: (x,), ()), ('dict', lambda x: {1: x}, {}), ('deque', lambda x: collections.deque([x]), None),
                          ('exception', lambda x: ValueError(x), None), ('namespace', lambda x: types.SimpleNamespace(x=x), None), ('slice', lambda x: slice(x), None)]:
    depth = 120000 if name == 'exception' else 50000
    a, b = nest(depth, start, make), nest(depth, start, make)
    kind(name + ' repr', lambda: repr(a))
    kind(name + ' str', lambda: str(a))
    kind(name + ' format', lambda: f'{a}')
    kind(name + ' eq', lambda: a == b)
    kind(name + ' lt', lambda: a < b)
    kind(name + ' in', lambda: a in [b])
    # Taken apart from the outside: CPython frees what nests deep by recursion.
    while a is not start and name in ('deque', 'namespace', 'slice', 'exception'):
        a, b = [x.popleft() if name == 'deque' else x.x if name == 'namespace' else x.stop if name == 'slice' else x.args[0] for x in (a, b)]
    a = b = None
print('end')
