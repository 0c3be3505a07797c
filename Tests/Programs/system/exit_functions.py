"""atexit: order, arguments, errors, unregistering, functions registered at the end."""
import atexit, sys

def hook(info): print('unraisable', info.err_msg.split(' at ')[0].split(' 0x')[0], info.exc_type.__name__, info.exc_value, info.object)
sys.unraisablehook = hook
def show(f, *a, **k):
    try: print('->', f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
def f(*args, **kwargs): print('f', args, kwargs)
def g(): print('g'); atexit.register(print, 'too late')
def bad(): 1 / 0
print(atexit.register(f, 1, 2, x=3) is f, atexit._ncallbacks())
atexit.register(g); atexit.register(bad); atexit.register(sys.exit, 5); atexit.register(f)
show(atexit.register); show(atexit.register, 3); show(atexit.unregister)
atexit._run_exitfuncs()
print(atexit._ncallbacks())
for _ in range(3): atexit.register(f, 'unregistered')
atexit.register(g)
atexit.unregister(f)
print(atexit._ncallbacks())
atexit._run_exitfuncs()
l = []
atexit.register(l.append, 5); atexit.unregister(l.append); atexit._run_exitfuncs(); print(l)
def self_removing(): atexit.unregister(self_removing); bad()
atexit.register(self_removing); atexit._run_exitfuncs()
class Eq:
    def __eq__(self, other): raise KeyError('eq')
    def __call__(self): print('called')
atexit.register(Eq())
show(atexit.unregister, f)
atexit._clear(); print(atexit._ncallbacks())

late = []
@atexit.register
def last(): print('the end', late is not None); sys.stdout.flush()
atexit.register(bad)
atexit.register(lambda: print('first'))
atexit.register(print, 'by print', end='.\n')
raise SystemExit(3)
