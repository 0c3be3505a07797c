"""A type checker for a small lambda calculus, with unification, let polymorphism and pretty printing; classes with __match_args__."""
from itertools import count
class T: pass
class TVar(T):
    __match_args__ = ('n',)
    def __init__(self, n): self.n, self.ref = n, None
class TCon(T):
    __match_args__ = ('name', 'args')
    def __init__(self, name, *args): self.name, self.args = name, args
INT, BOOL = TCon('int'), TCon('bool')
def fn(a, b): return TCon('->', a, b)
def find(t):
    while isinstance(t, TVar) and t.ref is not None: t = t.ref
    return t
def show(t, names=None):
    names = {} if names is None else names
    match find(t):
        case TVar(n): return names.setdefault(n, "'" + chr(97 + len(names)))
        case TCon('->', (a, b)):
            left = show(a, names)
            if isinstance(find(a), TCon) and find(a).name == '->': left = f'({left})'
            return f'{left} -> {show(b, names)}'
        case TCon(name, ()): return name
        case TCon(name, args): return f"{' '.join(show(x, names) for x in args)} {name}"
class Mismatch(Exception):
    def __str__(self): return f'cannot unify {show(self.args[0])} with {show(self.args[1])}'
def occurs(v, t):
    t = find(t)
    return t is v or isinstance(t, TCon) and any(occurs(v, a) for a in t.args)
def unify(a, b):
    a, b = find(a), find(b)
    if a is b: return
    if isinstance(a, TVar):
        if occurs(a, b): raise Mismatch(a, b)
        a.ref = b
    elif isinstance(b, TVar): unify(b, a)
    elif a.name != b.name or len(a.args) != len(b.args): raise Mismatch(a, b)
    else:
        for x, y in zip(a.args, b.args): unify(x, y)
class Checker:
    def __init__(self): self.n = count(); self.level = {}
    def fresh(self): return TVar(next(self.n))
    def free(self, t):
        t = find(t)
        return {t} if isinstance(t, TVar) else set().union(*(self.free(a) for a in t.args))
    def generalize(self, env, t): return self.free(t) - set().union(*(self.free(s[1]) - s[0] for s in env.values()), set()), t
    def instantiate(self, scheme):
        table = {v: self.fresh() for v in scheme[0]}
        def copy(t):
            t = find(t)
            return table.get(t, t) if isinstance(t, TVar) else TCon(t.name, *map(copy, t.args))
        return copy(scheme[1])
    def infer(self, e, env):
        match e:
            case bool(): return BOOL
            case int(): return INT
            case str() if e in env: return self.instantiate(env[e])
            case str(): raise NameError(e)
            case ('fn', x, body): a = self.fresh(); return fn(a, self.infer(body, env | {x: (set(), a)}))
            case ('let', x, value, body): return self.infer(body, env | {x: self.generalize(env, self.infer(value, env))})
            case ('if', c, a, b):
                unify(self.infer(c, env), BOOL); t = self.infer(a, env); unify(t, self.infer(b, env)); return t
            case ('pair', a, b): return TCon('pair', self.infer(a, env), self.infer(b, env))
            case [f, x]: r = self.fresh(); unify(self.infer(f, env), fn(self.infer(x, env), r)); return r
            case _: raise SyntaxError(repr(e))
ENV = {'add': (set(), fn(INT, fn(INT, INT))), 'zero': (set(), fn(INT, BOOL))}
for e in [3, True, ('fn', 'x', 'x'), ('fn', 'f', ('fn', 'g', ('fn', 'x', ['f', ['g', 'x']]))), ['add', 1], [['add', 1], True], ('let', 'id', ('fn', 'x', 'x'), ('pair', ['id', 1], ['id', True])), ('fn', 'x', ['x', 'x']), ('if', ['zero', 0], 1, False), 'y', (), ('fn', 'x', ('let', 'y', 'x', 'y')), ('fn', 'id', ('pair', ['id', 1], ['id', True]))]:
    try: print(f'{e!r:70}', show(Checker().infer(e, ENV)))
    except (Mismatch, NameError, SyntaxError) as x: print(f'{e!r:70}', type(x).__name__, x)
