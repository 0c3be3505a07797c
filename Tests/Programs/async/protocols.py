# Coroutines that nobody awaits are reported when they are destroyed, which is later here.
import _warnings
_warnings.filters.insert(0, ('ignore', None, RuntimeWarning, None, 0))
def attempt(f, *a):
    try:
        r = f(*a)
    except BaseException as e:
        print(type(e).__name__, *e.args, '| cause', type(e.__cause__).__name__, 'context', type(e.__context__).__name__)
    else:
        print('ok', r)

class Aw:
    def __init__(self, *v): self.v = v
    def __await__(self):
        r = yield self.v[0]
        return r
def run(coro, *sends):
    "drives with None, printing what is yielded"
    try:
        x = coro.send(None)
        while True:
            print('  yielded', x)
            x = coro.send('s')
    except StopIteration as e:
        print('  returned', e.value)
        return e.value
    except BaseException as e:
        print('  raised', type(e).__name__, *e.args, '| cause', type(e.__cause__).__name__, 'context', type(e.__context__).__name__)

async def plain(): return 5
async def fib(n):
    if n < 2: return n
    return await fib(n - 1) + await fib(n - 2)
async def aw():
    a = await Aw(1)
    b = await Aw(2)
    return a, b
def coros():
    run(plain()); run(fib(10))
    async def two():
        a = await Aw('x')
        print('got', a)
        return await plain()
    run(two())
    c = plain(); run(c)
    attempt(c.send, None)
    attempt(c.throw, ValueError)
    attempt(c.close)
    c = plain()
    attempt(c.send, 4)
    attempt(c.close)
    attempt(c.send, None)
    print(c.__name__, c.__qualname__, c.cr_running, c.cr_suspended, c.cr_await, c.cr_code is plain.__code__, c.cr_frame, c.cr_origin)
    c = two()
    c.send(None)
    print(type(c.cr_await).__name__, c.cr_running, c.cr_suspended)
    attempt(c.throw, KeyError('k'))
    attempt(c.throw, KeyError('k'))
    async def bad(): return await 5
    run(bad())
    class NoIter:
        def __await__(self): return 5
    async def bad(): return await NoIter()
    run(bad())
    class RetCoro:
        def __await__(self):
            c = plain(); self.c = c
            return c
    r = RetCoro()
    async def bad(): return await r
    run(bad()); r.c.close()
    async def stop(): raise StopIteration(3)
    run(stop())
    async def sai(): raise StopAsyncIteration(3)
    run(sai())
    shared = two()
    async def user(): return await shared
    a = user(); b = user()
    print(a.send(None))
    attempt(b.send, None)
    attempt(a.send, 'end')
    attempt(user().send, None)
    # wrapper
    c = two()
    w = c.__await__()
    print(type(w).__name__, w.__iter__() is w, w.__next__())
    attempt(w.send, 7)
    attempt(w.__next__)
    c = two(); w = c.__await__(); w.__next__()
    attempt(w.throw, ValueError('w'))
    attempt(w.close)
    c = two(); w = c.__await__(); w.__next__(); attempt(w.close); attempt(c.close)
    def gen():
        yield from plain()
    attempt(gen().__next__)
    attempt(lambda: [x for x in plain()])
    async def me():
        attempt(c2.send, None)
        attempt(c2.close)
        await Aw(0)
    c2 = me()
    c2.send(None); attempt(c2.close)
    async def ign():
        try: await Aw(0)
        except GeneratorExit: await Aw(1)
    c = ign(); c.send(None); attempt(c.close); attempt(c.close)
    attempt(lambda: type(c)())
coros()

async def ag(n):
    i = 0
    try:
        while i < n:
            x = yield i
            if x is not None: print('    sent', x)
            y = await Aw('aw')
            i += 1
    except ValueError as e:
        print('    value', *e.args)
        yield 'handled'
    finally:
        print('    fin')
def asyncgens():
    async def loop():
        async for x in ag(2): print('   item', x)
        else: print('   else')
        return 'done'
    run(loop())
    async def comp(): 
        a = [x async for x in ag(3)]
        b = {x: 1 async for x in ag(2) if x}
        c = {await Aw(k) for k in [1, 2]}
        g = (x async for x in ag(2))
        print(type(g).__name__, g.__name__)
        async for y in g: print('   g', y)
        return len(a) if 'x' == 'y' else 0
    run(comp())
    g = ag(3)
    print(type(g.asend(None)).__name__, type(g.aclose()).__name__, type(g.athrow(ValueError)).__name__)
    def step(s, *a):
        try:
            x = s.send(None)
            while True:
                print('   y', x)
                x = s.send(None)
        except BaseException as e:
            print('   ', type(e).__name__, *e.args)
    step(g.asend(None)); step(g.asend('hello')); step(g.__anext__()); step(g.athrow(ValueError('v'))); step(g.__anext__()); step(g.__anext__())
    step(g.aclose()); step(g.asend(1)); step(g.athrow(KeyError))
    g = ag(3)
    attempt(g.asend(5).send, None)
    step(g.__anext__())
    step(g.aclose())
    step(g.__anext__())
    step(g.aclose())
    g = ag(3)
    step(g.aclose()); step(g.__anext__()); step(g.athrow(ValueError))
    g = ag(3)
    step(g.athrow(KeyError('first'))); step(g.__anext__())
    # reuse
    g = ag(3)
    s = g.asend(None); step(s); attempt(s.send, None); attempt(s.throw, ValueError); attempt(s.close)
    s = g.asend(None); print(s.send(None))
    print(g.ag_running)
    t = g.asend(None); attempt(t.send, None); attempt(t.send, None)
    t = g.asend(None); attempt(t.throw, ValueError)
    t = g.aclose(); attempt(t.send, None); attempt(t.send, None)
    t = g.athrow(ValueError); attempt(t.send, None)
    attempt(s.throw, KeyError('in')); attempt(s.send, None)
    print(g.ag_running, g.ag_await, g.ag_frame, g.ag_code is ag.__code__)
    g = ag(3); step(g.__anext__())
    s = g.asend(None); s.send(None); attempt(s.close); print(g.ag_running)
    async def ign():
        try: yield 1
        finally: yield 2
    g = ign(); step(g.__anext__()); step(g.aclose()); step(g.aclose())
    async def ign():
        try: yield 1
        finally: await Aw('fin')
    g = ign(); step(g.__anext__()); step(g.aclose()); step(g.aclose())
    async def sai():
        yield 1
        raise StopAsyncIteration
    g = sai(); step(g.__anext__()); step(g.__anext__()); step(g.__anext__())
    async def si():
        yield 1
        raise StopIteration
    g = si(); step(g.__anext__()); step(g.__anext__())
    attempt(lambda: type(g)())
    print(g.__aiter__() is g)
    s = g.asend(None); print(s.__await__() is s, s.__iter__() is s); attempt(s.close)
    s = g.aclose(); attempt(s.send, 3); attempt(s.close)
    # aiter, anext
    attempt(aiter, 5); attempt(anext, 5)
    class BadA:
        def __aiter__(self): return 5
    attempt(aiter, BadA())
    g = ag(1)
    print(aiter(g) is g)
    async def an():
        print('a', await anext(g))
        print('b', await anext(g, 'dflt'))
        print('c', await anext(g, 'dflt'))
        try: await anext(g)
        except StopAsyncIteration: print('sai')
    run(an())
    class CoA:
        n = 0
        def __aiter__(self): return self
        async def __anext__(self):
            self.n += 1
            if self.n > 2: raise StopAsyncIteration
            return self.n
    async def an2():
        i = CoA()
        print(await anext(i, 'd'), await anext(i, 'd'), await anext(i, 'd'))
        async for x in CoA(): print('coa', x)
        [print(z) async for z in CoA() if await Aw(z)]
    run(an2())
    s = anext(CoA(), 4); print(type(s).__name__, s.__await__() is s); attempt(s.__next__)
    s = anext(ag(0), 'dd'); attempt(s.send, None)
    async def f():
        async for x in 5: pass
    run(f())
    async def f():
        async for x in BadA(): pass
    run(f())
    class BadN:
        def __aiter__(self): return self
        def __anext__(self): return 5
    async def f():
        async for x in BadN(): pass
    run(f())
    async def f():
        async for x in [1]: pass
    run(f())
asyncgens()

class CM:
    def __init__(self, sup=False): self.sup = sup
    async def __aenter__(self):
        print('  aenter'); await Aw('e'); return 'val'
    async def __aexit__(self, t, v, tb):
        print('  aexit', t.__name__ if t else None, *(v.args if v else ())); await Aw('x'); return self.sup
def withs():
    async def a():
        async with CM() as v: print('  body', v)
        async with CM(True): raise ValueError('sup')
        async with CM() as v, CM(): raise KeyError('out')
    run(a())
    class NoExit:
        def __enter__(self): pass
        def __aenter__(self): pass
    class NoEnter:
        def __exit__(self, *a): pass
        def __aexit__(self, *a): pass
    class NotAw:
        def __aenter__(self): return 1
        def __aexit__(self, *a): return 1
    class NotAw2:
        async def __aenter__(self): return 1
        def __aexit__(self, *a): return 1
    def w(x):
        with x: print('no')
    attempt(w, 5); attempt(w, NoExit()); attempt(w, NoEnter()); attempt(w, CM())
    async def w(x):
        async with x: print('in')
    run(w(5)); run(w(NoExit())); run(w(NoEnter())); run(w(NotAw())); run(w(NotAw2()))
    async def w(x):
        async with x: raise ValueError
    run(w(NotAw2()))
    class S:
        def __init__(self, r): self.r = r
        def __enter__(self): print('enter'); return self
        def __exit__(self, t, v, tb):
            print('exit', t.__name__ if t else None, v is not None, tb is not None)
            if self.r == 'raise': raise KeyError('from exit')
            return self.r
    def u(r, exc):
        for i in range(2):
            with S(r) as s:
                print(type(s.r).__name__)
                if exc: raise exc
                if i: return 'returned'
                continue
        return 'end'
    attempt(u, False, None); attempt(u, True, ValueError('x')); attempt(u, False, ValueError('x')); attempt(u, 'raise', ValueError('x')); attempt(u, 'raise', None)
    attempt(u, [], ValueError('l')); attempt(u, 1, BaseException('b'))
    class Boom:
        def __bool__(self): raise OSError('bool')
    attempt(u, Boom(), ValueError('q'))
    class E2:
        def __enter__(self): raise TypeError('enter')
        def __exit__(self, *a): print('not called')
    def w():
        with E2(): pass
    attempt(w)
    x = S(0); x.__enter__ = None
    def w():
        with x as y: print(y is x)
    attempt(w)
withs()
