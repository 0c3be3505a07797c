"""Generators that native code goes through: conversions, reductions and updates, what they see of a generator between two items, and errors on the way."""
import sys
def show(name, f):
    try: print(name, f())
    except BaseException as e: print(name, type(e).__name__, e)
def g(n):
    for i in range(n): yield i
show('list', lambda: list(g(5)))
show('tuple', lambda: tuple(g(5)))
show('set', lambda: set(x*x for x in range(-4, 5)))
show('sum', lambda: sum(g(10)))
show('sumf', lambda: sum(x/3 for x in range(10)))
show('summix', lambda: sum(x if x != 3 else 10**30 for x in range(10)))
show('minmax', lambda: (min(g(4)), max(g(4)), max((x % 7 for x in range(30)), key=lambda v: -v), min('bca'), max(c for c in 'bca')))
show('any', lambda: (any(x > 3 for x in g(9)), all(x > 3 for x in g(9)), any([]), all(g(0))))
show('join', lambda: ','.join(str(x) for x in g(4)))
show('dict', lambda: dict((x, -x) for x in g(4)))
show('dict2', lambda: dict([x, -x] for x in g(4)))
show('dict3', lambda: dict((x, -x, 1) for x in g(4)))
show('fromkeys', lambda: dict.fromkeys(g(3), 0))
show('in', lambda: (3 in g(9), 10 in g(9)))
it = g(10)
show('partial any', lambda: any(x == 3 for x in it)); show('rest', lambda: list(it))
def deleg():
    r = yield from g(3)
    yield 'mid'
    yield from (x*10 for x in g(3))
    return 'end'
show('delegating', lambda: list(deleg()))
def nested():
    yield sum(x for x in g(5)); yield tuple(set(y for y in g(x)) for x in g(3))
show('nested', lambda: list(nested()))
me = None
def reent():
    yield 1
    try: list(me)
    except ValueError as e: yield str(e)
    yield 3
me = reent(); show('reent', lambda: list(me))
class H:
    def __init__(self, v, gen): self.v = v; self.gen = gen
    def __hash__(self):
        f = sys._getframe(1)
        log.append((f.f_code.co_name, self.gen[0].gi_running, self.gen[0].gi_suspended, self.gen[0].gi_frame is not None and self.gen[0].gi_frame.f_lineno is not None, type(next(self.gen[0], 'end')).__name__ if isinstance(self.v, int) and self.v % 3 == 0 else None))
        return 1
    def __eq__(self, o): log.append('eq'); return self.v == o.v
log = []; box = []
box.append(H(v, box) for v in range(8))
show('hash', lambda: len(set(box[0]))); print(log)
def boom():
    try:
        yield 1; yield []; yield 3
    finally: print('finally')
def f():
    x = boom()
    try: set(x)
    except TypeError as e: print(e, x.gi_frame.f_lineno - boom.__code__.co_firstlineno, x.gi_suspended); print(next(x)); 
    try: next(x)
    except StopIteration: print('stop')
f()
def err():
    yield 1
    raise KeyError('k')
show('err', lambda: list(err())); show('err', lambda: sum(err()))
def exc():
    try: 1/0
    except ZeroDivisionError:
        yield repr(sys.exception()); yield 2
def outer():
    try: raise KeyError(1)
    except KeyError:
        a = list(exc()); return a, repr(sys.exception())
show('exc', outer)
class B:
    def __bool__(self): log.append(repr(sys.exception())); return False
def exb():
    try: 1/0
    except ZeroDivisionError:
        yield B()
        yield 1
log = []; show('exb', lambda: any(exb())); print(log)
def stop():
    yield 1
    raise StopIteration(5)
show('stop', lambda: list(stop()))
def close_self():
    yield 1
    try: z.close()
    except ValueError as e: yield str(e)
z = close_self(); show('close', lambda: list(z))
a = [1,2]; a.extend(x for x in a if len(a) < 10); print(a)
a = [1,2,3]; a += (a.pop() for _ in range(2)); print(a)
a = [3]; a[0:0] = (len(a) for _ in range(3)); print(a)
s = {1}; s.update(len(s) + x for x in range(4)); print(s)
d = {}; d.update((len(d), k) for k in 'abc'); print(d)
def tb(): 
    yield 1
    raise ValueError('x')
def run(): return sum(x for x in tb())
try: run()
except ValueError as e: print([(t.tb_frame.f_code.co_name) for t in [e.__traceback__, e.__traceback__.tb_next, e.__traceback__.tb_next.tb_next, e.__traceback__.tb_next.tb_next.tb_next]])
def deep(n):
    if n == 0: yield 0
    else: yield sum(deep(n - 1)) + 1
show('deep', lambda: sum(deep(50)))
sys.setrecursionlimit(150)
show('too deep', lambda: sum(deep(500)))
g1 = g(5); next(g1); show('started', lambda: tuple(g1)); show('ended', lambda: list(g1))
def sender():
    x = yield 1
    print('got', x)
    x = yield 2
    print('got', x)
list(sender())
def counted():
    for i in range(5):
        print('make', i); yield i
for x in zip(counted(), counted()): print(x)
print(all(print('see', x) is None for x in counted() if x < 2))
