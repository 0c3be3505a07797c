def attempt(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: print('!', type(e).__name__, e)
    else: print('=', repr(r))
attempt(BaseExceptionGroup); attempt(ExceptionGroup, 1, 2); attempt(ExceptionGroup, 'a'); attempt(ExceptionGroup, 'a', 2); attempt(ExceptionGroup, 'a', {1})
attempt(ExceptionGroup, 'a', []); attempt(ExceptionGroup, 'a', [1]); attempt(ExceptionGroup, 'a', [KeyboardInterrupt()]); attempt(ExceptionGroup, 'a', (ValueError(1),))
attempt(BaseExceptionGroup, 'a', [KeyboardInterrupt()]); attempt(BaseExceptionGroup, 'a', [ValueError()]); attempt(ExceptionGroup, None, [ValueError()])
class MyG(ExceptionGroup): pass
attempt(MyG, 'a', [KeyboardInterrupt()])
g = ExceptionGroup('top', [ValueError(1), TypeError(2), ExceptionGroup('in', [ValueError(3), KeyError(4)])])
print(g, g.message, g.exceptions, g.args)
def tree(e, d=0):
    if isinstance(e, BaseExceptionGroup):
        return [type(e).__name__, e.message] + [tree(x) for x in e.exceptions]
    return repr(e)
def t(e): return e and tree(e)
for m in (ValueError, (ValueError, KeyError), Exception, KeyboardInterrupt, ExceptionGroup, lambda e: isinstance(e, KeyError), lambda e: 0):
    a, b = g.split(m); print(t(a), t(b), t(g.subgroup(m)))
attempt(g.split, 1); attempt(g.split, int); attempt(g.subgroup, (1,)); attempt(g.split); attempt(g.split, [ValueError])
g.add_note('n'); g.__cause__ = OSError(1)
a, b = g.split(TypeError)
print(a.__notes__, a.__notes__ is g.__notes__, repr(a.__cause__), b.__notes__)
class D(ExceptionGroup):
    def derive(self, excs): return D('derived', excs)
d = D('x', [ValueError(), KeyError()])
print(t(d.split(ValueError)[0]), t(d.split(ValueError)[1]))
class Bad(ExceptionGroup):
    def derive(self, excs): return 5
attempt(Bad('x', [ValueError(), KeyError()]).split, ValueError)

def star(e, *actions):
    try:
        try: raise e
        except* ValueError as x:
            print('  V', t(x)); actions and actions[0](x)
        except* (KeyError, OSError) as x:
            print('  K', t(x)); len(actions) > 1 and actions[1](x)
    except BaseException as x: print('  out', t(x), '| context', t(x.__context__))
    else: print('  done')
def rr(x): raise
def rx(x): raise RuntimeError('r')
def ro(x): raise x
G = lambda: ExceptionGroup('g', [ValueError(1), KeyError(2), ExceptionGroup('h', [ValueError(3), OSError(4)])])
star(ValueError(0)); star(KeyError(0)); star(TypeError(0)); star(G()); star(G(), lambda x: 0, lambda x: 0)
star(ValueError(0), rx)
star(G(), rx); star(G(), rx, rx); star(G(), ro)
star(ExceptionGroup('z', [TypeError(1), ValueError(2)])); star(ExceptionGroup('z', [TypeError(1), ValueError(2)]), rx)
def reraise_in(e):
    try:
        try: raise e
        except* ValueError: raise
        except* KeyError as x: raise x
    except BaseException as x: print('  out', t(x))
reraise_in(G()); reraise_in(ValueError(1)); reraise_in(ExceptionGroup('z', [TypeError(1), ValueError(2), KeyError(3)]))
def bad(c):
    try:
        try: raise ValueError(1)
        except* c: print('no')
    except BaseException as x: print('  bad', type(x).__name__, x)
bad(5); bad(ExceptionGroup); bad((ValueError, BaseExceptionGroup)); bad(int)
def flow():
    for i in range(3):
        try:
            if i == 1: raise ExceptionGroup('e', [ValueError(i)])
        except* ValueError as e: print('  caught', t(e))
        else: print('  else', i)
        finally: print('  finally', i)
flow()
