"""A Lisp interpreter with macros, tail calls by trampoline, strings, and errors."""
class Symbol(str):
    table = {}
    def __new__(cls, s): return cls.table.get(s) or cls.table.setdefault(s, super().__new__(cls, s))
    def __repr__(self): return str.__str__(self)
class LispError(Exception): pass
def read(text):
    tokens = iter(text.replace('(', ' ( ').replace(')', ' ) ').replace("'", " ' ").split())
    def form(t):
        if t == '(':
            out = []
            for t in tokens:
                if t == ')': return out
                out.append(form(t))
            raise LispError('unbalanced (')
        if t == ')': raise LispError('unexpected )')
        if t == "'": return [Symbol('quote'), form(next(tokens))]
        for kind in int, float:
            try: return kind(t)
            except ValueError: pass
        return {'#t': True, '#f': False}.get(t, Symbol(t))
    for t in tokens: yield form(t)
class Env(dict):
    def __init__(self, names=(), values=(), outer=None):
        if '.' in names:
            i = names.index('.'); values = [*values[:i], list(values[i:])]; names = [*names[:i], names[i + 1]]
        if len(names) != len(values): raise LispError(f'wanted {len(names)} arguments, got {len(values)}')
        super().__init__(zip(names, values)); self.outer = outer
    def find(self, name):
        env = self
        while env is not None:
            if name in env: return env
            env = env.outer
        raise LispError(f'unbound {name}')
class Lambda:
    def __init__(self, params, body, env): self.params, self.body, self.env = params, body, env
    def __call__(self, *args): return evaluate(self.body, Env(self.params, args, self.env))
macros = {}
def evaluate(x, env):
    while True:
        match x:
            case Symbol(): return env.find(x)[x]
            case int() | float() | str() | bool() | None: return x
            case []: return []
            case ['quote', datum]: return datum
            case ['if', test, a, *b]: x = a if evaluate(test, env) is not False else b[0] if b else None
            case ['define', [name, *params], *body]: env[name] = Lambda(params, [Symbol('begin'), *body], env); return name
            case ['define', name, value]: env[name] = evaluate(value, env); return name
            case ['set!', name, value]: env.find(name)[name] = evaluate(value, env); return None
            case ['lambda', params, *body]: return Lambda(params, [Symbol('begin'), *body], env)
            case ['begin', *body, last]:
                for b in body: evaluate(b, env)
                x = last
            case ['macro', name, fn]: macros[name] = evaluate(fn, env); return name
            case [Symbol() as name, *args] if name in macros: x = macros[name](*args)
            case [fn, *args]:
                f = evaluate(fn, env); values = [evaluate(a, env) for a in args]
                if isinstance(f, Lambda): x, env = f.body, Env(f.params, values, f.env)
                elif callable(f):
                    try: return f(*values)
                    except (TypeError, ZeroDivisionError, IndexError) as e: raise LispError(f'{show(x)}: {e}') from e
                else: raise LispError(f'{show(f)} is no function')
            case other: raise LispError(f'bad form {other!r}')
def show(x):
    if x is True: return '#t'
    if x is False: return '#f'
    if isinstance(x, list): return '(' + ' '.join(map(show, x)) + ')'
    return '<lambda>' if isinstance(x, Lambda) else str(x)
def add(*a): return sum(a)
def less(a, b): return a < b
G = Env(); G.update({Symbol(k): v for k, v in {'+': add, '*': lambda *a: __import__('math').prod(a), '-': lambda a, *b: a - sum(b) if b else -a, '/': lambda a, b: a / b, '<': less, '=': lambda a, b: a == b,
    'cons': lambda a, b: [a, *b], 'car': lambda l: l[0], 'cdr': lambda l: l[1:], 'null?': lambda l: l == [], 'list': lambda *a: list(a), 'print': lambda *a: print(*map(show, a)), 'append': lambda *l: sum(l, []), 'max': max}.items()})
PROGRAM = """
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(fact 25)
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))
(loop 3000 0)
(define (map f l) (if (null? l) '() (cons (f (car l)) (map f (cdr l)))))
(map (lambda (x) (* x x)) '(1 2 3 4))
(define (compose . fs) (if (null? fs) (lambda (x) x) (lambda (x) ((car fs) ((compose-list (cdr fs)) x)))))
(define (compose-list fs) (if (null? fs) (lambda (x) x) (lambda (x) ((car fs) ((compose-list (cdr fs)) x)))))
((compose fact (lambda (x) (+ x 2))) 3)
(macro unless (lambda (test . body) (list 'if test #f (cons 'begin body))))
(unless (< 2 1) (print 'hello 'world) 42)
(define counter ((lambda (n) (lambda () (begin (set! n (+ n 1)) n))) 10))
(list (counter) (counter) (counter))
(append '(1 2) '(a b) (list 3.5 #t))
(print '(quote x) ''y)
(undefined 1)
(1 2 3)
(car '())
(/ 1 0)
((lambda (a b) a) 1)
(max)
(begin)
"""
for form in read(PROGRAM):
    try: print('=>', show(evaluate(form, G)))
    except LispError as e: print('error:', e, '|', repr(e.__cause__))
for bad in '(1 2', ')', "(a '", '((((':
    try: print(list(read(bad)))
    except (LispError, RuntimeError) as e: print(type(e).__name__, e)
