def attempt(f, *a):
    try:
        r = f(*a)
    except BaseException as e:
        c = e.__context__
        print(type(e).__name__, *e.args, 'cause', type(e.__cause__).__name__, 'context', type(c).__name__)
    else:
        print('ok', r)

def gen():
    x = yield 1
    print('x', x)
    y = yield 2
    print('y', y)
    return 'end'

def basic():
    g = gen()
    print(g.__next__(), g.send('a'))
    attempt(g.send, 'b')
    attempt(g.send, None)
    attempt(g.__next__)
    attempt(g.throw, KeyError('late'))
    print(g.close())
    g = gen()
    attempt(g.send, 3)
    attempt(g.throw, ValueError, 'v')
    attempt(g.__next__)
    g = gen()
    attempt(g.throw, StopIteration)
    g = gen(); g.__next__()
    attempt(g.throw, StopIteration(3))
    attempt(g.throw)
    attempt(g.throw, 3)
    attempt(g.throw, int)
    attempt(g.throw, ValueError(), 3)
    attempt(g.throw, ValueError, None, 3)
    attempt(g.send)
    attempt(g.__next__)
    attempt(lambda: type(g)())
    print(g.__name__, g.__qualname__, g.gi_running, g.gi_suspended, g.gi_yieldfrom, g.gi_code is gen.__code__)
    g.__name__ = 'foo'
    g.__qualname__ = 'bar'
    print(g.__name__, g.__qualname__, repr(g)[:22])
    def setn(): g.__name__ = 3
    def setq(): g.__qualname__ = 3
    def deln(): del g.__name__
    attempt(setn); attempt(setq); attempt(deln)
basic()

def reent():
    def me():
        attempt(g.__next__)
        attempt(g.send, 3)
        attempt(g.throw, ValueError)
        attempt(g.close)
        print(g.gi_running)
        yield 1
        for x in g: pass
    g = me()
    print(g.__next__())
    attempt(g.__next__)
reent()

def stopit():
    def a():
        yield 1
        raise StopIteration('inner')
    g = a(); g.__next__()
    attempt(g.__next__)
    def b():
        yield from a()
    g = b(); g.__next__()
    attempt(g.__next__)
    def c():
        try:
            yield 1
        except ValueError:
            raise StopIteration
    g = c(); g.__next__()
    attempt(g.throw, ValueError)
stopit()

class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration('it')
        return self.n
    def send(self, v):
        print('send', v)
        if v == 'stop': raise StopIteration('stopped')
        return v
    def throw(self, k, *a):
        print('throw', type(k).__name__)
        if isinstance(k, KeyError): return 'kept'
        if isinstance(k, IndexError): raise StopIteration('thrown')
        raise k
    def close(self): print('closed')
class Bare:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self): return 1
def deleg():
    def outer(i):
        try:
            r = yield from i
            print('r', r)
            yield 'after'
        except Exception as e:
            print('outer', type(e).__name__, *e.args)
            yield 'handled'
        finally:
            print('outer finally')
    g = outer(It())
    print(g.__next__(), g.gi_yieldfrom.n)
    print(g.send('hello'))
    print(g.throw(KeyError('k')))
    print(g.throw(IndexError))
    attempt(g.__next__)
    g = outer(It()); g.__next__()
    print(g.throw(ValueError('boo')))
    print(g.close())
    g = outer(It()); g.__next__()
    print(g.close())
    g = outer(It()); g.__next__()
    attempt(g.throw, GeneratorExit)
    g = outer(It()); g.__next__()
    print(g.send('stop')); g.close()
    g = outer(Bare()); g.__next__()
    attempt(g.send, 1); g.close()
    g = outer(Bare()); g.__next__()
    attempt(g.throw, ValueError('bare'))
    print(g.close())
    g = outer([1,2])
    print(g.__next__())
    attempt(g.send, 'x'); g.close()
    attempt(g.close)
    g = outer(5)
    attempt(g.__next__); g.close()
    class BadClose(It):
        def close(self): raise OSError('close')
    g = outer(BadClose()); g.__next__()
    attempt(g.close)
    attempt(g.close)
    def inner():
        try:
            yield 1
            yield 2
        except GeneratorExit:
            print('inner exit')
            raise
        except KeyError as e:
            print('inner key', e)
            yield 'k'
            return 'ret'
        finally:
            print('inner fin')
    g = outer(inner()); print(g.__next__()); attempt(g.close)
    g = outer(inner()); print(g.__next__()); attempt(g.throw, GeneratorExit('mine'))
    g = outer(inner()); print(g.__next__()); print(g.throw(KeyError('zz'))); print(g.__next__()); attempt(g.__next__)
    g = outer(outer(inner())); print(g.__next__()); print(g.throw(KeyError('zz'))); print(g.__next__());  print(g.__next__()); attempt(g.__next__)
    g = outer(outer(inner())); print(g.__next__()); print(g.throw(TypeError('tt'))); attempt(g.close)
    i = inner(); i.__next__()
    g = outer(i); h = outer(i)
    print(g.__next__())
    print(h.__next__()); 
    attempt(g.__next__); attempt(h.__next__); g.close(); h.close()
deleg()

def closing():
    def ignore():
        try: yield 1
        except GeneratorExit: yield 2
    g = ignore(); g.__next__()
    attempt(g.close)
    attempt(g.__next__)
    def value():
        try: yield 1
        except GeneratorExit: return 'val'
    g = value(); g.__next__()
    print(g.close()); print(g.close())
    def other():
        try: yield 1
        finally: raise KeyError('fin')
    g = other(); g.__next__()
    attempt(g.close)
    def passing():
        yield 1
        print('never')
    g = passing(); g.__next__(); print(g.close()); attempt(g.__next__)
    g = passing(); print(g.close()); attempt(g.__next__)
closing()

import_sys = None
def handled():
    def cur():
        try:
            raise
        except BaseException as e:
            return type(e).__name__ + ' ' + str(*e.args)
    def g():
        print('a', cur())
        yield 1
        print('b', cur())
        try:
            raise ValueError('in')
        except ValueError:
            print('c', cur())
            yield 2
            print('d', cur())
        print('e', cur())
        yield 3
        print('f', cur())
    try:
        raise KeyError('k1')
    except KeyError:
        i = g()
        i.__next__()
    i.__next__()
    print('out', cur())
    try:
        raise KeyError('k2')
    except KeyError:
        i.__next__()
        print('out', cur())
    print('out', cur())
    attempt(i.__next__)
    def ctx():
        try: yield 1
        except ValueError: raise KeyError('x')
    j = ctx(); j.__next__()
    try:
        raise OSError
    except OSError:
        attempt(j.throw, ValueError('c'))
    def ctx2():
        yield 1
        raise KeyError('x')
    j = ctx2(); j.__next__()
    try:
        raise OSError
    except OSError:
        attempt(j.__next__)
    def ctx3():
        try: raise TypeError('tt')
        except TypeError: yield 1
    j = ctx3(); j.__next__()
    try:
        raise OSError
    except OSError:
        attempt(j.throw, ValueError('c'))
handled()
def depth():
    def deep(n):
        if n: r = yield from deep(n - 1)
        else:
            try: yield 1; yield 2
            except KeyError: yield 'key'
            r = 0
        return r + 1
    g = deep(800)
    print(g.__next__(), g.throw(KeyError))
    attempt(g.__next__)
    g = deep(800); g.__next__(); print(g.close())
    g = deep(800); g.__next__()
    attempt(g.throw, ValueError('far'))
    def chain(n):
        def leaf():
            while True:
                try: x = yield 0
                except ValueError: print('v')
        g = leaf()
        def wrap(i): return (yield from i)
        for k in range(n):
            g = wrap(g)
            g.__next__()
        return g
    g = chain(700)
    print(g.__next__(), g.send(3), g.throw(ValueError), g.close())
    n = 10000
    while n < 40000:
        n += 10000
        try: g = chain(n); print(g.send(1))
        except RecursionError as e: print('recursion')
    print(10)
depth()
def tree(n):
    if n:
        yield from tree(n-1)
        yield n
        yield from tree(n-1)
t = 0
for x in tree(10): t += x
print(t)
def exprs():
    g = (x * y for x in range(3) for y in range(2) if x)
    for v in g: print(v)
    print(g.__name__, g.__qualname__)
    attempt(lambda: (x for x in 5))
    a = [*(i for i in range(3))]
    print(a == [0,1,2])
    b, *c = (i for i in range(3))
    print(b, c == [1,2])
exprs()
