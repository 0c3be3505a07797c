class types: FunctionType=type(lambda:0); MethodType=type(type("",(),{"f":lambda s:0})().f); ModuleType=type(__builtins__); CellType=type((lambda x:lambda:x)(1).__closure__[0])
def err(f, *a):
    try: r = f(*a)
    except Exception as e: print(type(e).__name__ + ':', e)
    else: print('ok', r)
def f(a, b=1, *, c=2): 'doc'; return a, b, c
def g():
    x = 1
    def h(): return x
    return h
h = g()
F = types.FunctionType
err(F); err(F, 1, {}); err(F, f.__code__, 1); err(F, f.__code__, {}, 1); err(F, f.__code__, {}, 'n', 1); err(F, h.__code__, {}); err(F, h.__code__, {}, 'n', None, 1)
err(F, h.__code__, {}, 'n', None, ()); err(F, h.__code__, {}, 'n', None, (1,)); err(F, f.__code__, {}, 'n', None, (1,))
err(lambda: F(f.__code__, {}, kwdefaults=1))
n = F(f.__code__, {}, 'n', (5,), None, {'c': 7})
print(n(1), n.__name__, n.__qualname__, n.__defaults__, n.__kwdefaults__, n.__module__, n.__doc__)
print(F(h.__code__, {}, closure=h.__closure__)())
for at, v in [('__code__', 1), ('__code__', h.__code__), ('__globals__', {}), ('__closure__', None), ('__builtins__', {}), ('__defaults__', 1), ('__kwdefaults__', 1), ('__name__', 1), ('__qualname__', 1), ('__annotations__', 1), ('__type_params__', 1), ('__dict__', 1), ('__module__', 3), ('__doc__', 4)]:
    err(setattr, f, at, v)
for at in ['__code__', '__globals__', '__closure__', '__defaults__', '__kwdefaults__', '__name__', '__qualname__', '__annotations__', '__type_params__', '__dict__', '__module__', '__doc__', 'zz']:
    err(delattr, f, at)
f.attr = 1
print(f.__dict__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__)
def f(a, b=1, *, c=2): return a, b, c
err(f); err(f, 1, 2, 3)
err(f.foo if hasattr(f, 'foo') else (lambda: f.foo))
print(h.__closure__[0].cell_contents, type(h.__closure__[0]))
M = types.MethodType
err(M); err(M, 1, 2); err(M, f, None); err(M, f)
class A:
    def m(self, x=1): "mdoc"; return self, x
    @classmethod
    def cm(cls): return cls
    @staticmethod
    def sm(x): return x
a = A()
m = a.m
print(m == a.m, m == A().m, hash(m) == hash(a.m), m.__name__, m.__doc__, m.__func__ is A.m, m.__self__ is a, m.__defaults__, m.__qualname__)
err(setattr, m, 'x', 1)
err(lambda: m.zz)
err(lambda: m < m)
print(m.__get__(3) is m, M(len, [1])(), A.cm.__self__, A.cm())
print(type(A.__dict__['cm']), type(A.__dict__['sm']), A.__dict__['sm'](4), A.__dict__['cm'].__func__ is A.__dict__['cm'].__wrapped__)
err(lambda: A.__dict__['cm'](4))
print(repr(A.__dict__['cm'])[:28], repr(A.__dict__['sm'])[:29], A.__dict__['sm'].__name__)
err(classmethod); err(staticmethod); err(lambda: staticmethod(f=1))
C = types.CellType
c = C(); err(lambda: c.cell_contents); c.cell_contents = 3; print(C(1) == C(1), C('a') < C('b'), c.cell_contents, repr(C())[:9]); del c.cell_contents; err(lambda: c.cell_contents)
print(type([].__len__), type(list.append), type(list.__len__), type(dict.fromkeys), type([].append), type(len), type(dict.__dict__['fromkeys']), type(object.__new__), type(int.__add__), type(list.__class_getitem__), type(list.__dict__['__class_getitem__']))
print(list.append, list.__len__, dict.__dict__['fromkeys'], len, repr([].__len__)[:35], repr([].append)[:31])
print(list.append.__name__, list.append.__qualname__, list.append.__objclass__, list.__len__.__name__, list.__len__.__qualname__, len.__name__, len.__qualname__, len.__module__, [].append.__qualname__, [].__len__.__qualname__)
err(list.append); err(list.append, 1); err(list.append, [], 1, 2); err(list.append, []); err(list.__len__); err(list.__len__, 1); err([].__len__, 1)
err(lambda: len.zz); err(setattr, len, 'x', 1); err(lambda: list.append.__self__)
a1 = []
print(a1.append == a1.append, a1.append == [].append, a1.__len__ == a1.__len__, len == len, hash(a1.append) == hash(a1.append))
print(list.append.__get__([])is not None, list.append.__get__(None, list) is list.append)
err(list.append.__get__, 1)
err(list.append.__get__, None)
err(list.append.__get__, None, None)
mod = types.ModuleType('mod', 'doc')
print(mod, mod.__name__, mod.__doc__, mod.__dict__)
err(types.ModuleType); err(types.ModuleType, 1); err(lambda: mod.foo); mod.x = 1; print(mod.x, dir(mod)); del mod.x; err(lambda: mod.x); err(delattr, mod, 'x'); err(setattr, mod, '__dict__', 1)
print(mod.__annotations__); 
class MS(types.ModuleType): y = 2
ms = MS('ms'); ms.z = 1; print(ms.y, ms.z, ms.__dict__['z'], repr(ms)); 
mod.__class__ = MS; print(mod.y)
err(lambda: property().__get__(1)); 
class Pp:
    @property
    def x(self): "xdoc"; return 1
    y = property(doc='ydoc')
    w = property(None, lambda s, v: None)
p = Pp()
err(setattr, p, 'x', 1); err(delattr, p, 'x'); err(lambda: p.y); err(setattr, p, 'y', 1); err(lambda: p.w)
print(Pp.x.__doc__, Pp.y.__doc__, Pp.x.fget.__name__, Pp.x.fset, Pp.x.__name__, Pp.x.__isabstractmethod__)
Pp.x.__doc__ = 'new'; print(Pp.x.__doc__)
err(setattr, Pp.x, 'fget', 1)
class SubP(property): "own"
print(SubP(lambda s: 1, doc='d').__doc__, SubP(Pp.x.fget).__doc__)
print(p.x, Pp.x.setter(lambda s, v: None).fset.__name__, Pp.x.__set_name__.__name__)
err(Pp.x.__set_name__, 1)
