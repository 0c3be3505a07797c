"""A tokenizer, Pratt parser and interpreter for a little language with closures."""
import _lexer as lexer

class Node:
    __slots__ = ('line',)
    __match_args__ = ()
    def __repr__(self):
        return f"{type(self).__name__}({', '.join(repr(getattr(self, a)) for a in self.__match_args__)})"

def node(name, *fields):
    def __init__(self, *args, line=0):
        if len(args) != len(fields):
            raise TypeError(f'{name} takes {len(fields)}, not {len(args)}')
        for f, a in zip(fields, args, strict=True): setattr(self, f, a)
        self.line = line
    return type(name, (Node,), {'__slots__': fields, '__match_args__': fields, '__init__': __init__})

Num, Var, Bin, Neg = node('Num', 'value'), node('Var', 'name'), node('Bin', 'op', 'left', 'right'), node('Neg', 'operand')
Let, Fn, Call, If = node('Let', 'name', 'value', 'body'), node('Fn', 'params', 'body'), node('Call', 'fn', 'args'), node('If', 'test', 'then', 'other')
POWER = {'or': 1, 'and': 2, '<': 3, '>': 3, '==': 3, '+': 4, '-': 4, '*': 5, '/': 5, '%': 5, '^': 7}

class Parser:
    def __init__(self, source):
        self.tokens = list(lexer.tokenize(source)); self.i = 0
    @property
    def token(self): return self.tokens[self.i]
    def next(self):
        t = self.token; self.i += 1; return t
    def want(self, text):
        if self.token.text != text: raise SyntaxError(f'line {self.token.line}: wanted {text}, found {self.token.text or "end"}')
        return self.next()
    def expression(self, floor=0):
        left = self.prefix()
        while (power := POWER.get(self.token.text, 0)) > floor:
            op = self.next()
            left = Bin(op.text, left, self.expression(power - (op.text == '^')), line=op.line)
        return left
    def prefix(self):
        t = self.next()
        match t:
            case lexer.Token(kind='num', text=text): result = Num(float(text) if '.' in text else int(text), line=t.line)
            case lexer.Token(text='-'): result = Neg(self.expression(6), line=t.line)
            case lexer.Token(text='('):
                result = self.expression(); self.want(')')
            case lexer.Token(text='let'):
                name = self.next().text; self.want('='); value = self.expression(); self.want('in')
                return Let(name, value, self.expression(), line=t.line)
            case lexer.Token(text='fn'):
                params = []
                while self.token.text != '=>': params.append(self.next().text)
                self.want('=>')
                return Fn(tuple(params), self.expression(), line=t.line)
            case lexer.Token(text='if'):
                test = self.expression(); self.want('then'); a = self.expression(); self.want('else')
                return If(test, a, self.expression(), line=t.line)
            case lexer.Token(kind='name', text=text): result = Var(text, line=t.line)
            case _: raise SyntaxError(f'line {t.line}: unexpected {t.text!r}')
        while self.token.text == '(':
            self.next(); args = []
            while self.token.text != ')':
                args.append(self.expression())
                if self.token.text == ',': self.next()
            self.want(')')
            result = Call(result, args, line=t.line)
        return result

OPS = {'+': lambda a, b: a + b, '-': lambda a, b: a - b, '*': lambda a, b: a * b, '/': lambda a, b: a / b, '%': lambda a, b: a % b,
       '^': pow, '<': lambda a, b: a < b, '>': lambda a, b: a > b, '==': lambda a, b: a == b}

def evaluate(n, env):
    match n:
        case Num(v): return v
        case Var(name):
            try: return env[name]
            except KeyError: raise NameError(f'line {n.line}: {name} is not defined') from None
        case Neg(x): return -evaluate(x, env)
        case Bin('and', l, r): return evaluate(l, env) and evaluate(r, env)
        case Bin('or', l, r): return evaluate(l, env) or evaluate(r, env)
        case Bin(op, l, r): return OPS[op](evaluate(l, env), evaluate(r, env))
        case If(test, a, b): return evaluate(a if evaluate(test, env) else b, env)
        case Let(name, value, body):
            inner = env | {name: None}
            inner[name] = evaluate(value, inner)
            return evaluate(body, inner)
        case Fn(params, body):
            return lambda *args: evaluate(body, env_with(env, params, args, n.line))
        case Call(fn, args): return evaluate(fn, env)(*[evaluate(a, env) for a in args])

class Env(dict):
    def __init__(self, parent, values): super().__init__(values); self.parent = parent
    def __missing__(self, key): return self.parent[key]
    def __or__(self, other): return Env(self, other)

def env_with(env, params, args, line):
    if len(params) != len(args): raise TypeError(f'line {line}: wanted {len(params)} arguments, got {len(args)}')
    return Env(env, dict(zip(params, args)))

GLOBALS = Env({}, {'max': max, 'show': lambda *a: print('show', *a) or a[0]})
PROGRAMS = [
    '1 + 2 * 3 - -4', '2 ^ 3 ^ 2', '(1 + 2) * 3 % 4', 'let x = 5 in x * x', 'let f = fn n => if n < 2 then n else f(n-1) + f(n-2) in f(15)',
    'let add = fn a => fn b => a + b in add(3)(4)', 'max(1, 9, 3) / 2', 'show(1, 2) + show(3)', '1 < 2 and 3', '1 > 2 or 0',
    'let y = 1 in\n z', '1 +', 'f(1', '1 / 0', 'let f = fn a b => a in f(1)', '2 ^ 200', '10 % 0', '$', '"', 'show(1)(2)']
for source in PROGRAMS:
    try:
        tree = Parser(source).expression()
        print(source.replace('\n', ' '), '=', evaluate(tree, GLOBALS))
    except (SyntaxError, NameError, TypeError, ArithmeticError) as e:
        print(source.replace('\n', ' '), '!', type(e).__name__, e)
print(Parser('let f = fn a b => a + b in f(1, -2)').expression())
