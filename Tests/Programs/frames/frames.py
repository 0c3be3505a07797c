import sys
def attempt(f, *a):
    try: r = f(*a)
    except BaseException as e: print('!', type(e).__name__, e)
    else: print('=', r)

def outer(a, b=2, *rest, **kw):
    c = a + b
    def inner():
        nonlocal c
        f = sys._getframe()
        print(f.f_code.co_name, f.f_code.co_freevars, f.f_back.f_code.co_cellvars, f.f_lineno)
        c += 1
        return f
    f = sys._getframe()
    loc = f.f_locals
    print(type(loc).__name__, list(loc), len(loc), loc['a'], 'zz' in loc)
    loc['a'] = 10; loc['extra'] = 'e'
    print(a, loc['extra'], list(loc)[-1], loc.get('none', 4), loc.setdefault('extra', 0))
    attempt(loc.__getitem__, 'nope'); attempt(loc.__delitem__, 'a')
    snap = locals(); snap['a'] = 99
    print(a, sorted(snap))
    g = inner()
    print(c, loc['c'], g.f_locals['c'], g.f_back is f)
    attempt(f.clear)
    return f
f = outer(1, x=3)
print(f.f_locals['a'], f.f_locals['kw'], f.f_back is sys._getframe())
f.clear()
print(list(f.f_locals))
print(sys._getframe().f_locals is globals(), sys._getframe().f_back)
attempt(sys._getframe, 100)
class C:
    x = 1
    print(sorted(k for k in sys._getframe().f_locals if k[0] != '_'))

# tracebacks
def boom(n):
    if n: boom(n - 1)
    raise ValueError(n)
try: boom(2)
except ValueError as e: tb = e.__traceback__
t = tb; lines = []
while t: lines.append((t.tb_lineno, t.tb_frame.f_code.co_name, t.tb_frame.f_locals.get('n'), t.tb_lasti >= 0)); t = t.tb_next
print(lines)
TB = type(tb)
new = TB(None, tb.tb_frame, 3, 77); print(new.tb_lineno, new.tb_lasti, new.tb_next)
new.tb_next = tb; print(new.tb_next is tb)
def loop(): tb.tb_next = new
attempt(loop); attempt(TB, 1, tb.tb_frame, 1, 1); attempt(TB, None, None, 1, 1)
def again():
    try:
        try: raise KeyError(1)
        except KeyError as e: raise e
    except KeyError as e: return e.__traceback__
t = again(); print(t.tb_lineno, t.tb_next.tb_lineno, t.tb_next.tb_next, t.tb_frame is t.tb_next.tb_frame)

# code
def example(a, /, b, *, c=1, **k):
    "doc"
    d = a + b
    return d
co = example.__code__
print(co.co_argcount, co.co_posonlyargcount, co.co_kwonlyargcount, co.co_nlocals, co.co_varnames, co.co_names, co.co_flags, co.co_name, co.co_qualname, co.co_firstlineno, co.co_stacksize)
print([l[2] - co.co_firstlineno for l in co.co_lines()], len(list(co.co_positions())) * 2 == len(co.co_code))
r = co.replace(co_name='renamed', co_consts=co.co_consts); print(r.co_name, r == co, co == co.replace(), hash(co) == hash(co.replace()))
example.__code__ = (lambda a, b, c: (a, b, c)).__code__
print(example(1, 2, c=3))
def setcode(x): example.__code__ = x
attempt(setcode, 5)
def closure():
    x = 1
    return lambda: x
attempt(setcode, closure().__code__)
attempt(lambda: co.replace(co_nlocals=9)); attempt(lambda: co.replace(co_names=[1]))
