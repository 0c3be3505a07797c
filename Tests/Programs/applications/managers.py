"""Context managers: transactions, suppressing, nesting, exit order, generators as managers, ExitStack of our own."""
class manager:
    def __init__(self, gen): self.gen = gen
    def __call__(self, *a, **k): return _Running(self.gen(*a, **k))
class _Running:
    def __init__(self, g): self.g = g
    def __enter__(self): return next(self.g)
    def __exit__(self, t, e, tb):
        if t is None:
            try: next(self.g)
            except StopIteration: return False
            raise RuntimeError("generator didn't stop")
        try: self.g.throw(e)
        except StopIteration as s: return s is not e
        except BaseException as x:
            if x is e: return False
            raise
        raise RuntimeError("generator didn't stop after throw()")
@manager
def tag(name, *, quiet=()):
    print(f'<{name}>')
    try: yield name.upper()
    except quiet as e: print(f'quiet {e!r}')
    else: print('fine')
    finally: print(f'</{name}>')
with tag('a') as a, tag('b') as b: print(a, b)
with (tag('x', quiet=(ValueError, KeyError)) as x, tag('y') as (y, *_)): print(x, y); int('z')
class Stack:
    def __init__(self): self.exits = []
    def enter(self, m): r = type(m).__enter__(m); self.exits.append(lambda *a: type(m).__exit__(m, *a)); return r
    def callback(self, f, *a): self.exits.append(lambda *_: f(*a) and None)
    def __enter__(self): return self
    def __exit__(self, *exc):
        suppressed = False
        while self.exits:
            try:
                if self.exits.pop()(*exc): suppressed, exc = True, (None, None, None)
            except BaseException as e: exc = type(e), e, e.__traceback__; suppressed = False
        if exc[1] is not None and not suppressed: raise exc[1]
        return suppressed
with Stack() as s:
    for n in 'pqr': s.enter(tag(n, quiet=ZeroDivisionError))
    s.callback(print, 'callback', 1)
    1 / 0
class DB(dict):
    def __enter__(self): self.saved = dict(self); return self
    def __exit__(self, kind, error, tb):
        if kind: self.clear(); self.update(self.saved); print('rolled back', kind.__name__, tb.tb_lineno)
        return kind is not None and issubclass(kind, LookupError)
db = DB(a=1)
with db: db['b'] = 2
with db: db['c'] = db['nope']
print(db)
def early(n):
    for i in range(n):
        with tag(f'loop{i}'):
            if i == 1: continue
            if i == 2: return 'returned'
            try: break
            finally:
                if i == 0: continue
print(early(5))
def order():
    try:
        try: return print('return value')
        finally: print('inner')
    finally:
        print('outer')
order()
def override():
    while True:
        try: return 'lost'
        finally: break
    return 'kept'
print(override())
class Bad:
    def __exit__(self, *a): pass
for m in (Bad(), 3, object):
    try:
        with m: pass
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
class Raises:
    def __enter__(self): return self
    def __exit__(self, t, e, tb): raise OSError('in exit')
try:
    with Raises(): raise ValueError('body')
except OSError as e: print(repr(e), repr(e.__context__))
@manager
def twice(): yield 1; yield 2
try:
    with twice(): pass
except RuntimeError as e: print(e)
with tag('end'):
    with Raises(): raise KeyError('k')
