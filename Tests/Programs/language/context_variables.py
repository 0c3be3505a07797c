"""contextvars: variables, tokens, contexts, nesting, errors."""
import contextvars
from contextvars import ContextVar, Context, Token, copy_context

def text(x): return ' '.join('0x' if w.startswith('0x') else w for w in str(x).replace('0x', ' 0x').replace('>', ' >').split())
def show(f, *a, **k):
    try: print('->', text(f(*a, **k)))
    except BaseException as e: print(type(e).__name__, text(e))

a, b = ContextVar('a'), ContextVar('b', default=7)
show(a.get); show(a.get, 5); show(b.get); show(b.get, 8)
print(a.name, text(a), text(b))
t1 = a.set(1); t2 = a.set(2)
print(a.get(), text(t1), t1.var is a, t1.old_value is Token.MISSING, t2.old_value, Token.MISSING)
a.reset(t2); print(a.get()); show(a.reset, t2); show(b.reset, t1)
c = copy_context()
def inside(x):
    print('in', a.get(), x)
    t = a.set(x); print(a.get(), c[a])
    show(a.reset, t1)
    return t
t3 = c.run(inside, 9)
print(a.get(), c[a]); show(a.reset, t3); a.reset(t1); show(a.get)
c.run(a.reset, t3); print(c[a])
show(c.run); show(c.run, inside); show(lambda: c.run(lambda: c.run(inside, 1))); show(Context().run, lambda: list(copy_context()))
print(len(c), a in c, b in c, list(c) == [a], list(c.keys()) == [a], list(c.values()), list(c.items()) == [(a, 1)], c.get(b), c.get(b, 3))
show(lambda: c[b]); show(lambda: c['a']); show(lambda: 'a' in c); show(c.get, 1)
print(c == c.copy(), c == Context(), c == 3, c.copy() is not c)
show(Context, 1); show(Token); show(ContextVar); show(ContextVar, 1); show(a.reset, 3); show(hash, c); show(hash, t1)
show(lambda: type('X', (ContextVar,), {})); show(lambda: type('X', (Context,), {})); show(lambda: type('X', (Token,), {}))
print(ContextVar[int], Token[str])
def nested(n):
    b.set(n)
    if n: copy_context().run(nested, n - 1)
    return b.get()
print(Context().run(nested, 50), b.get())
def gen():
    b.set('gen'); yield b.get(); yield b.get()
x = Context(); g = gen()
print(x.run(next, g), b.get(), next(g))
def fails(): b.set('failed'); raise ValueError('x')
show(x.run, fails); print(x[b], b.get())
b.set(b); print(text(b))
rec = ContextVar('rec', default=[]); rec.get().append(rec); print(text(rec))
big = Context()
def many():
    vs = [ContextVar(str(i)) for i in range(300)]
    ts = [v.set(i) for i, v in enumerate(vs)]
    for v, t in zip(vs[::2], ts[::2]): v.reset(t)
    return sum(v.get(0) for v in vs), len(copy_context())
print(big.run(many))
