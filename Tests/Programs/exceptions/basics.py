def show(e):
    print(type(e).__name__, str(e))

def attempt(f, *a, **k):
    try:
        r = f(*a, **k)
    except BaseException as e:
        print('!', type(e).__name__, str(e))
        return None
    print('=', repr(r))
    return r

# hierarchy
print(ExceptionGroup.__mro__)
for c in (KeyError, TabError, BrokenPipeError, UnicodeDecodeError, UnboundLocalError, RecursionError, ModuleNotFoundError, EncodingWarning, IOError, _IncompleteInputError):
    print(c.__name__, [b.__name__ for b in c.__mro__])
print(EnvironmentError is OSError, IOError is OSError)

# args, str, repr
for a in ((), (1,), (1, 2), ('x',), ((1,),), (None,)):
    e = ValueError(*a)
    print(repr(e), str(e), e.args)
    k = KeyError(*a)
    print(repr(k), str(k))
attempt(ValueError, 1, x=2)
attempt(StopIteration, 1, x=2)
attempt(ImportError, 1, x=2)
class Sub(ValueError):
    def __init__(self, a, *, b=3):
        super().__init__(a, b)
        self.b = b
s = Sub(1, b=5)
print(repr(s), s.b, s.args, str(s), s.__dict__)
class NoInit(Exception):
    def __init__(self, x): self.x = x
n = NoInit(7)
print(repr(n), n.args, n.x)
class Kw(Exception):
    def __init__(self, **k): self.k = k
attempt(Kw, a=1)

# attributes and checks
e = ValueError('v')
for name in ('args', '__traceback__', '__context__', '__cause__', '__suppress_context__', '__dict__'):
    try:
        setattr(e, name, 5)
        print(name, getattr(e, name))
    except Exception as x: show(x)
    try: delattr(e, name)
    except Exception as x: show(x)
e.args = [1, 2]
print(e.args)
try: e.args = 5
except TypeError as x: show(x)
e.__cause__ = KeyError(1)
print(e.__suppress_context__, repr(e.__cause__))
e.__suppress_context__ = False
e.__context__ = None
print(e.__suppress_context__, e.with_traceback(None) is e)
attempt(e.with_traceback, 3)
attempt(e.add_note, 3)
e.add_note('one'); e.add_note('two')
print(e.__notes__)
e.__notes__ = 5
attempt(e.add_note, 'x')
attempt(e.__setstate__, 3)
e.__setstate__({'q': 1}); print(e.q)
print(ValueError(1).__reduce__(), s.__reduce__()[2])

# fields
print(StopIteration().value, StopIteration(1).value, StopIteration(1, 2).value)
print(SystemExit().code, SystemExit(1).code, SystemExit(1, 2).code)
print(NameError('a', name='n').name, NameError('a').name)
a = AttributeError('a', name='n', obj=3); print(a.name, a.obj, a.__reduce__())
del a.name; print(a.name)
i = ImportError('m', name='n', path='p', name_from='f'); print(i.msg, i.name, i.path, i.name_from, i, i.__reduce__())
i = ImportError('m', 2); print(i.msg, i)
i = ImportError(); print(i.msg, repr(str(i)))

# OSError
for args in ((2, 'no'), (2, 'no', 'f'), (2, 'no', 'f', None, 'g'), (2, 'no', None), (1,), (), (13, 'x'), (1, 'x'), (11, 'x', 5), (32, 'x'), (999, 'x'), (4, 'i'), (110, 't'), ('a', 'b'), (1, 2, 3, 4, 5, 6)):
    o = OSError(*args)
    print(type(o).__name__, o, o.args, o.errno, o.strerror, o.filename, o.filename2, o.__reduce__()[1])
b = BlockingIOError(11, 'x', 5); print(b.characters_written, b.filename)
del b.characters_written
def cw(): return b.characters_written
attempt(cw)
attempt(OSError, 1, x=2)
attempt(BlockingIOError, 1, 2, 'f')
class MyOS(OSError):
    def __init__(self, a, b): super().__init__(a, b)
m = MyOS(2, 'z'); print(type(m).__name__, m.errno, m)
class MyOS2(OSError):
    def __new__(cls, *a): return super().__new__(cls, *a)
    def __init__(self, *a): pass
m = MyOS2(2, 'z', 'f'); print(type(m).__name__, m.errno, m, m.filename)
class MyFNF(FileNotFoundError): pass
m = MyFNF(1, 'z', 'f'); print(type(m).__name__, m.errno, m, m.filename)

# SyntaxError
for args in ((), ('m',), ('m', ('/a/b.py', 3, 4, 'text')), ('m', ('b.py', 3, 4, 'text', 5, 6)), ('m', (None, 3, 4, 'text')), ('m', ('f', None, 4, 'text')), (None,), ('a', 'abcd')):
    x = SyntaxError(*args)
    print(x, x.msg, x.filename, x.lineno, x.offset, x.text, x.end_lineno, x.end_offset, x.print_file_and_line)
attempt(SyntaxError, 'm', (1, 2, 3)); attempt(SyntaxError, 'm', (1, 2, 3, 4, 5)); attempt(SyntaxError, 'm', 5)

# Unicode
u = UnicodeEncodeError('utf-8', 'a\xe9\u1234', 1, 2, 'bad')
print(u, u.encoding, u.start, u.end, u.reason)
u.start = 1; u.end = 3; print(u)
u.start = 2; print(u)
t = UnicodeTranslateError('abc', 1, 2, 'why'); print(t)
t.end = 3; print(t)
attempt(UnicodeEncodeError, 1); attempt(UnicodeEncodeError, 1, 2, 3, 4, 5); attempt(UnicodeEncodeError, 'a', 2, 3, 4, 5); attempt(UnicodeEncodeError, 'a', 'b', '3', 4, 5)
attempt(UnicodeTranslateError, 1, 2, 3, 4)

# layouts
class Mixed(OSError, ValueError): pass
print(Mixed(2, 'x'))
try:
    class Bad(OSError, ImportError): pass
except TypeError as x: show(x)
class Both(KeyError, AttributeError): pass
print(Both('k').name, str(Both('k')))
