"""Matrix of except*, nested groups, split, subgroup, derive, notes, and asynchronous comprehension failures."""
import sys
class AppGroup(ExceptionGroup):
    def derive(self, excs): g = AppGroup(self.message, excs); return g
def tree(): return AppGroup('root', [ValueError(1), ExceptionGroup('inner', [KeyError('k'), OSError(2, 'No such file'), ExceptionGroup('deep', [ValueError(2), TypeError('t')])]), ZeroDivisionError()])
def show(g, n=0):
    print('  ' * n + type(g).__name__, getattr(g, 'message', g))
    for e in getattr(g, 'exceptions', ()): show(e, n + 1)
g = tree(); a, b = g.split(ValueError); show(a); show(b); show(g.subgroup(lambda e: isinstance(e, OSError))); print(g.subgroup(RuntimeError), g.split((TypeError, KeyError))[0].exceptions)
def handle(f):
    try:
        try: f()
        except* ValueError as e: print('V', len(e.exceptions), type(e).__name__)
        except* (OSError, KeyError) as e: print('OK', [type(x).__name__ for x in e.exceptions]); raise LookupError('again') from e.exceptions[0]
        except* TypeError: raise
        else: print('else')
        finally: print('finally')
    except BaseException as e: show(e); print(repr(e.__cause__), repr(e.__context__))
def single(): raise ValueError('single')
def group(): raise tree()
def nothing(): pass
def exit(): raise SystemExit(3)
def other(): raise ExceptionGroup('o', [RuntimeError('r')])
for f in (single, group, nothing, exit, other): print('--', f.__name__); handle(f)
for bad in (lambda: ExceptionGroup('m', []), lambda: ExceptionGroup('m', [1]), lambda: ExceptionGroup('m', [KeyboardInterrupt()]), lambda: ExceptionGroup('m'), lambda: BaseExceptionGroup('m', [ValueError()]).__class__.__name__, lambda: ExceptionGroup(1, [ValueError()])):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
e = ExceptionGroup('with notes', [ValueError('a')]); e.add_note('note 1'); e.exceptions[0].add_note('inner\nnote'); e.exceptions[0].__cause__ = KeyError('why')
print(repr(e), str(e), e.args)
try:
    try: raise ValueError('original')
    except* ValueError as g: g.add_note('seen'); raise g.exceptions[0] from None
except Exception as x: show(x)
raise e
