"""Inspecting: frames, code objects, globals/locals, type(), vars, dir, help-like listing, getattr chains, exec with namespaces, __import__, globals change."""
import sys
def outer(a, b=2, *args, c, d=4, **kw):
    "Doc of outer."
    x = a
    def inner(): nonlocal x; x += 1; return sys._getframe().f_back.f_code.co_name, sys._getframe(1).f_lineno, sorted(sys._getframe(1).f_locals)
    return inner()
print(outer(1, c=3), outer.__doc__, outer.__defaults__, outer.__kwdefaults__, outer.__code__.co_varnames, outer.__code__.co_argcount, outer.__code__.co_kwonlyargcount, outer.__code__.co_cellvars, outer.__code__.co_flags & 0xF, outer.__code__.co_name, outer.__module__, outer.__qualname__, outer.__annotations__, outer.__globals__ is globals())
class A:
    "Doc of A."
    attr: int = 1
    def m(self, x: 'int' = 3) -> str: return str(x)
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(): return 's'
    @property
    def p(self): return 'p'
    class Inner: pass
a = A(); a.z = 1
print(vars(a), [n for n in dir(a) if not n.startswith('__')], A.__dict__['attr'], A.__annotations__, A.m.__annotations__, type(A.__dict__['c']).__name__, type(A.__dict__['s']).__name__, A.Inner.__qualname__, a.m.__func__ is A.m, a.m.__self__ is a, A.c.__self__ is A, A.__name__, A.__bases__, A.__mro__, A.__doc__, A.__module__)
print(getattr(a, 'nope', 'default'), hasattr(a, 'm'), callable(a.m), isinstance(a, (int, A)), issubclass(bool, int), type(a) is A, type(type), id(a) == id(a), a.__class__.__class__, repr(A), repr(A.m).split(' at ')[0], repr(len), repr(print), repr(list.append), repr([].append).split(' at ')[0], repr(sys).split(' (')[0])
ns = {'y': 5}; exec('z = y * 2\ndef g(): return z + y', ns); print(ns['g'](), sorted(k for k in ns if k != '__builtins__'), eval('y + 1', {'y': 1}, {'y': 10}), eval(compile('1 + 1', 'f', 'eval')))
globals()['made'] = lambda: 'made'; print(made(), 'made' in globals(), 'ns' in dir(), __name__)
def loc(): v = 1; locals()['v'] = 2; l = locals(); l['new'] = 3; return v, sorted(l), sorted(locals())
print(loc())
T = type('T', (A,), {'extra': lambda self: self.p + '!', '__repr__': lambda self: 'T()'}); print(T().extra(), T(), T.__mro__[1].__name__, T.c())
class Meta(type):
    def __instancecheck__(cls, o): return o == 42
    def __subclasscheck__(cls, c): return c is int
    def __dir__(cls): return ['z', 'a']
    def __len__(cls): return 7
    def __getitem__(cls, k): return f'{cls.__name__}[{k}]'
    def __or__(cls, o): return 'or'
class M(metaclass=Meta): 
    def __class_getitem__(cls, k): return 'never'
print(isinstance(42, M), issubclass(int, M), dir(M), len(M), M[int], M | 3, list[int], dict[str, list[int]], int | None, (int | str).__args__, list[int].__origin__, isinstance(3, int | str))
class Slots:
    __slots__ = ('a', '__b'); 
    def __init__(self): self.a = 1; self.__b = 2
s = Slots(); print(s._Slots__b, Slots.__slots__, [n for n in dir(s) if 'b' in n.lower() and not n.startswith('__')])
for bad in ("s.c = 1", "s.__dict__", "A.m()", "A().m(1, 2)", "A.p.fset(a, 1)", "a.p = 2", "del a.p", "del a.zz", "A.attr.x", "type('X', (int, str), {})", "class Z(A, A): pass", "class Z(int, bool): pass", "A.__bases__ = ()", "object.__new__(int)", "int.__new__(A)", "A.__class__ = 3", "a.__class__ = int", "super().x", "A.__name__ = 3", "isinstance(1, 1)", "issubclass(1, int)", "setattr(a, 1, 2)", "getattr(a)", "vars(3)", "exec(3)", "eval('1;2')", "compile('x', 'f', 'bad')", "__import__('')", "del A.__doc__x"):
    try: exec(bad); print('fine', bad)
    except Exception as e: print(f'{bad:28} {type(e).__name__}: {e}')
