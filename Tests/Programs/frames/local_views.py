"""FrameLocalsProxy, locals of inlined comprehensions, frame.clear, co_lnotab."""
import sys

def show(f, *a):
    try: print('->', f(*a))
    except BaseException as e: print(type(e).__name__, e)

class S(str): pass
class Impostor:
    def __hash__(self): return hash('x')
    def __eq__(self, other): return other == 'x'
class NoHash(str): __hash__ = None

def f(obj):
    x = 1
    p = sys._getframe().f_locals
    p[obj] = 2
    print(x, list(p.keys()), len(p), p == p, p == sys._getframe().f_locals, obj in p, p.get(obj), p.setdefault('new', 7), p['new'], list(reversed(p)), type(reversed(p)))
    print(p | {'a': 1} == {**p, 'a': 1}, {'a': 1} | p == {'a': 1, **p})
    p |= {'x': 5, 'q': 6}
    print(x, p['q'])
    p.update({'x': 8}); p.update(p)
    print(x, type(p.copy()).__name__)
    show(lambda: p.update([1]))
    show(lambda: p.__ior__(3))
    show(lambda: p | 3)
    show(lambda: p['missing'])
    show(lambda: p[NoHash('x')])
    show(lambda: p.__setitem__(NoHash('x'), 3))
    show(lambda: p[[]])
    show(lambda: p.__delitem__('x'))
    show(lambda: p.pop('x'))
    show(lambda: p.__reversed__(1))
    print('{...}' in repr(p))
    p[1] = 2
    print(p[1])
    match p:
        case {'x': v}: print('matched', v)
for obj in 'x', S('x'), Impostor(): f(obj)

for snippet in ['[sorted(locals()) for x in [1]]', "[eval('x') for x in [1]]",
    "[exec('y = x') for x in [1]] + [y]", '[dir() for x in [1]]', '[vars() for x in [1]]', '[type(sys._getframe().f_locals).__name__ for x in [1]]', "[sys._getframe().f_locals['x'] for x in [1]]",
    "'x' in [sys._getframe().f_locals for x in [1]][0]", '{x: [locals() for z in [2]] for x in [1]}', '[[locals() for x in [3]] for x in [1]]', "[(sys._getframe().f_locals.__setitem__('x', 9), x) for x in [1]]", '[(lambda: x)() + len(locals()) for x in [1]]', "[eval('y') for x in [1]]"]:
    for body in ('y = 3\nprint(%s)', 'class C:\n y = 3\n print(%s)', 'def f():\n y = 3\n print(%s)\nf()'):
        show(exec, body % snippet, {'sys': sys})
def g():
    k = 2
    print([locals() for x in [1]], [eval('x + k') for x in [1]])
    p = sys._getframe().f_locals
    print([sorted(p) for x in [1]], sorted(p))
    print([(p.__setitem__('k', 4), k) for x in [1]], k)
g()

# Clearing a frame.
def gen(): yield 1
a, b = gen(), gen()
next(b)
fa, fb = a.gi_frame, b.gi_frame
fa.clear()
print(list(a), a.gi_frame)
show(fb.clear)
print(list(b))
fb.clear()
show(sys._getframe().clear)
import warnings
async def co(): pass
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    frame = co().cr_frame; frame.clear()
    print({str(w.message) for w in caught})
    def lines():
        x = 1

        return [x
                for y in z]
    print(lines.__code__.co_lnotab, str(caught[-1].message), caught[-1].category.__name__)
    code = compile('\n' * 300 + 'x = 1\n' + '\n' * 5 + 'y = [\n' + '1+a,\n' * 140 + ']', 'f', 'exec')
    print(code.co_lnotab[:200], code.co_lnotab[-200:])
c1 = lines.__code__
print(hash(c1) == hash(c1.replace()), hash(c1) == hash(c1.replace(co_flags=c1.co_flags | 64)))

# The context of what is thrown into a generator.
def chain(e):
    r = []
    while e is not None: r.append(str(e)); e = e.__context__
    return r
def ends(e):
    try: yield
    finally: raise e
def throw(e, v):
    n = ends(e); next(n); n.throw(v)
e1, e2, e3, e4 = (Exception(i) for i in range(1, 5))
try: raise e1
except Exception:
    for new, old in ((e2, e1), (e3, e2), (e4, e3)):
        try: throw(new, old)
        except Exception as n: print(chain(n))
    def handles():
        try: raise KeyError('own')
        except KeyError: yield
    h = handles(); next(h)
    try: h.throw(ValueError('thrown'))
    except ValueError as n: print(chain(n))
    h = handles()
    try: h.throw(ValueError('first'))
    except ValueError as n: print(chain(n))

# Builtins are whatever the globals say.
import types
ns = {'__builtins__': types.MappingProxyType({'__import__': lambda *args: args[0]})}
exec('import foo.bar', ns); print(ns['foo'])
show(lambda: exec('import foo', {'__builtins__': types.MappingProxyType({})}))
show(lambda: eval('x.__reduce__()', {'__builtins__': types.MappingProxyType({}), 'x': iter([1])}))
print(eval('x.__reduce__()', {'__builtins__': {'iter': 5}, 'x': iter([1])}))
