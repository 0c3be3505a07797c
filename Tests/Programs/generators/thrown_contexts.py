"""The context of what is thrown into generators that delegate."""
def chain(e):
    r = []
    while e is not None: r.append(repr(e)); e = e.__context__
    return r
def f():
    yield
def f2():
    try: raise IndexError('own')
    except IndexError: yield
def catches():
    try: yield
    except ValueError as e: print('inner', chain(e)); raise
def closed():
    try: yield
    finally: print('closing')
def g(inner):
    try: raise KeyError('a')
    except Exception: yield from inner()
def plain(inner): yield from inner()
def twice(inner):
    try: raise OSError('outer')
    except OSError: yield from g(inner)
class It:
    def __iter__(self): return self
    def __next__(self): return 1
class Thrower(It):
    def throw(self, *a): raise a[0]
for outer in g, plain:
    for inner in f, catches, closed, It, Thrower:
        for handled in False, True:
            gen = outer(inner)
            gen.send(None)
            try:
                if handled:
                    try: raise ZeroDivisionError('caller')
                    except ZeroDivisionError: gen.throw(ValueError('thrown'))
                else: gen.throw(ValueError('thrown'))
            except ValueError as e: print(outer.__name__, inner.__name__, handled, chain(e))
async def co(): await aw()
class aw:
    def __await__(self): yield
async def outer():
    try: raise KeyError('k')
    except KeyError: await co()
c = outer(); c.send(None)
try: c.throw(ValueError('v'))
except ValueError as e: print(chain(e))
print(float(type('S', (str,), {'__float__': lambda self: 9.0})('8')), float(type('S', (str,), {})('8')))
for t in type({}.keys()), type({}.values()), type({}.items()):
    try: t({})
    except TypeError as e: print(e)
import abc
try:
    class Both(metaclass=abc.ABCMeta): __abc_tpflags__ = 96
except TypeError as e: print(e)
