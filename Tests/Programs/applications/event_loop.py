"""An event loop with coroutines, sleeping on a virtual clock, channels, cancellation, gather."""
import types
class Cancelled(BaseException): pass
@types.coroutine
def suspend(what): return (yield what)
class Future:
    def __init__(self): self.done = False; self.result = self.error = None; self.waiters = []
    def set(self, value=None, error=None):
        self.done, self.result, self.error = True, value, error
        for t in self.waiters: loop.ready.append(t)
    def __await__(self):
        if not self.done: yield self
        if self.error: raise self.error
        return self.result
class Task(Future):
    count = 0
    def __init__(self, coro):
        super().__init__(); self.coro = coro; Task.count += 1; self.name = f'T{Task.count}'; self.cancelling = None
        loop.ready.append(self)
    def step(self):
        try:
            what = self.coro.throw(self.cancelling) if self.cancelling else self.coro.send(None)
        except StopIteration as stop: self.set(stop.value)
        except (Exception, Cancelled) as e: self.set(error=e)
        else:
            self.cancelling = None
            match what:
                case ('sleep', delay): loop.at(loop.now + delay, self)
                case Future(): what.waiters.append(self)
                case None: loop.ready.append(self)
                case _: raise TypeError(f'cannot await {what!r}')
    def cancel(self):
        if not self.done: self.cancelling = Cancelled(self.name); loop.ready.append(self)
class Loop:
    def __init__(self): self.ready, self.timers, self.now, self.n = [], [], 0, 0
    def at(self, when, task): self.n += 1; self.timers.append((when, self.n, task)); self.timers.sort(key=lambda t: t[:2])
    def run(self, coro):
        main = Task(coro)
        while not main.done:
            if not self.ready:
                if not self.timers: raise RuntimeError('deadlock')
                self.now, _, t = self.timers.pop(0); self.ready.append(t)
            batch, self.ready = self.ready, []
            for t in batch:
                if not t.done: t.step()
        if main.error: raise main.error
        return main.result
loop = Loop()
async def sleep(n): await suspend(('sleep', n))
async def gather(*coros): return [await t for t in [Task(c) for c in coros]]
class Channel:
    def __init__(self): self.items, self.getters, self.closed = [], [], False
    async def put(self, x):
        if self.getters: self.getters.pop(0).set(x)
        else: self.items.append(x)
        await suspend(None)
    def close(self):
        self.closed = True
        for g in self.getters: g.set(error=StopAsyncIteration())
    def __aiter__(self): return self
    async def __anext__(self):
        if self.items: return self.items.pop(0)
        if self.closed: raise StopAsyncIteration
        f = Future(); self.getters.append(f); return await f
class Timer:
    async def __aenter__(self): self.start = loop.now; await sleep(1); return self
    async def __aexit__(self, t, e, tb): print(f'timer {loop.now - self.start}', t and t.__name__); return t is KeyError
async def producer(ch, n):
    for i in range(n): await sleep(2); await ch.put(i * i)
    ch.close()
async def ticks(n):
    try:
        for i in range(n): yield i, loop.now; await sleep(3)
    finally: print('ticks closed')
async def worker(name, delay):
    try: await sleep(delay); print(name, 'done at', loop.now); return name.upper()
    except Cancelled as c: print(name, 'cancelled', c); raise
    finally: print(name, 'cleanup')
async def main():
    print(await gather(worker('a', 5), worker('b', 2)))
    ch = Channel(); Task(producer(ch, 4))
    print([x async for x in ch], loop.now)
    clock = ticks(10)
    async for i, t in clock:
        if i == 2: break
        print('tick', i, t)
    await clock.aclose()
    t = Task(worker('c', 100)); await sleep(1); t.cancel(); await sleep(1); print(t.done, repr(t.error))
    async with Timer() as timer: await sleep(7); raise KeyError('swallowed')
    print({x: y async for x, y in ticks(2)}, await sum_async(ticks(3)))
    async with Timer(): await fail()
async def sum_async(it): return sum([t async for _, t in it])
async def fail(): await sleep(1); raise LookupError('from fail')
try: loop.run(main())
except LookupError as e:
    names = []
    tb = e.__traceback__
    while tb: names.append(tb.tb_frame.f_code.co_name); tb = tb.tb_next
    print(repr(e), names)
async def stuck(): await Future()
loop.run(stuck())
