class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x = x; self.y = y
def m(v):
    match v:
        case P(1, y): return ('P1', y)
        case P(x=0, y=0): return 'origin'
        case int(n): return ('int', n)
        case str(): return 'str'
        case [a, *rest]: return ('seq', a, len(rest))
        case {'k': k, **rest}: return ('map', k, len(rest))
        case None: return 'none'
        case _: return 'other'
for v in (P(1, 2), P(0, 0), P(3, 3), 5, True, 's', [1, 2, 3], (4,), {'k': 1, 'z': 2}, None, 2.5):
    print(m(v))
class Q:
    __match_args__ = ['a']
class R:
    __match_args__ = (1,)
class S:
    __match_args__ = ('a',)
    a = 1
def bad(c, v):
    try:
        match v:
            case c(1): return 1
    except TypeError as e: print('TypeError', e)
bad(Q, Q()); bad(R, R())
try:
    match S():
        case S(1, a=1): print('no')
except TypeError as e: print(e)
try:
    match S():
        case S(1, 2): print('no')
except TypeError as e: print(e)
try:
    match 1:
        case int(1, 2): print('no')
except TypeError as e: print(e)
x = 5
try:
    match 1:
        case x(): print('no')
except TypeError as e: print(e)
k = 'a'
class N: a = 'k'
try:
    match {'k': 1}:
        case {'k': 1, N.a: 2}: print('no')
except ValueError as e: print(e)
def f(*args, **kwargs): return args, kwargs
def show(t): print(t[0], len(t[1]))
print(f(*[1, 2], *(3,)))
print(f(**{'a': 1}))
print(f(*'ab', z=1, **{'y': 2}))
print(list[int], dict[str, list[int]], int | None, int | str | int, list[int] | None)
print(list[int] == list[int], {list[int]: 1}.get(list[int]) is not None, (int | str) == (str | int))
print(isinstance(1, int | str), isinstance(1, (str, (int,))), issubclass(bool, int | str))
print(list[int].__origin__, list[int].__args__, list[int].append, list[int](), tuple[()])
def tp[T, *Ts, **P](x): return x
print(tp.__type_params__)
type A = int
print(A, A.__value__)
def err(f):
    try: f()
    except Exception as e: print(type(e).__name__, e)
err(lambda: isinstance(1, 1))
err(lambda: isinstance(1, list[int]))
err(lambda: issubclass(1, int))
err(lambda: object[1])
err(lambda: object()[1])
err(lambda: list[int][int])
err(lambda: type(None)(1))
err(lambda: type(int | str)())
print(type(None)(), type(...)(), type(NotImplemented)(), type(...), type(int | str), type(list[int]))
print(dir(object) == sorted(object.__dir__(object)))
