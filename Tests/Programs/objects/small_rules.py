"""Rules of arguments, of deprecated things, and of exceptions that cannot be made."""
def show(f, *a):
    try: print('->', f(*a))
    except BaseException as e: print(type(e).__name__, e)
show(lambda: ''.split(1,2,3,x=1)); show(lambda: str(b'x','utf-8','ignore',encoding='a')); show(lambda: str(b'x','utf-8',encoding='a')); show(lambda: int('1',2,base=3)); show(lambda: ''.encode(1,2,3,x=4)); show(lambda: ''.encode('utf-8','strict',errors='x')); show(lambda: print('a',sep='',end='',file=None,flush=1,x=2)); show(lambda: sorted([],1,key=2)); show(lambda: str.maketrans('a','b','c')); show(lambda: round(1,2,x=3)); show(lambda: pow(1,2,3,mod=4)); show(lambda: compile('1','','eval',0,0,1,x=3)); show(lambda: enumerate([],1,x=2)); show(lambda: bytes(1,2,3,x=4)); show(lambda: (1).to_bytes(1,'big',signed=True,x=1)); show(lambda: int.from_bytes(b'',x=1,y=2,z=3)); show(lambda: dict.fromkeys([],1,x=2)); show(lambda: [].sort(key=None,reverse=True,x=1)); show(lambda: ''.expandtabs(1,tabsize=2)); show(lambda: memoryview(b'',object=1)); show(lambda: type(iter('abc'))()); show(lambda: type(iter('\u1234'))())
class S(set):
    def __new__(cls, a, n=None): return super().__new__(cls, a)
show(lambda: S([1], n=2)); show(lambda: S([1]))
class L(list):
    def __new__(cls, a, n=None): return super().__new__(cls, a)
show(lambda: L([1], n=2))
s='abc'; a=s.__getnewargs__(); print(a, a[0] is s)
import time; print(time.time.__qualname__, len.__qualname__, [].append.__qualname__, dict.fromkeys.__qualname__, str.join.__qualname__, int.__add__.__qualname__, (1).__add__.__qualname__, object.__new__.__qualname__, type.mro.__qualname__)
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    x=True; print(~x, (~x), x.__invert__())
    def f(): pass
    def g(): yield
    f.__code__ = g.__code__
    print([str(i.message)[:60] for i in w])
class E(Exception):
    def __new__(cls, *a): return cls
def gen(): yield
q=gen(); show(q.throw, E); show(next, q)
def gen2():
    try: yield
    except TypeError as e: print('inside', e); yield 5
q=gen2(); next(q); show(q.throw, E); show(next, q)
import sys
r=range(sys.maxsize-5, sys.maxsize)
print(r[0], r[-1], len(r), list(r), r[2], r.index(sys.maxsize-1))
a,b,c=0,sys.maxsize,2
x=range(a,sys.maxsize,sys.maxsize-1)
print(list(x))
print(range(sys.maxsize)[-1], range(-sys.maxsize-1, sys.maxsize)[0])
for x in range(sys.maxsize-3, sys.maxsize+2): print(x)
for x in range(-sys.maxsize+1, -sys.maxsize-3, -1): print(x)
print(list(range(sys.maxsize-3, sys.maxsize+5, 3)))
r=range(0,2**61+5); print(r[2**61+4], r[-1])
i=iter(range(2**61-2,2**61+3)); print(list(i))
i=iter(range(-2**61+2,-2**61-3,-1)); print(list(i), list(reversed(range(2**61-2,2**61+3))))
print(sum(range(2**61-2,2**61+3)), max(range(2**62-2,2**62+3)), [y for y in range(2**61-2,2**61+3)], (2**61+1) in range(2**61+3), {y for y in range(2**61-2,2**61+1)})
print(range(2**61-2,2**61+3)[1:-1], range(0, 2**63, 2**61)[2], list(range(0, 2**63, 2**61)), list(zip(range(2**61-1, 2**61+2), 'abc')), list(enumerate('abc', 2**61-1)))
print(list(map(str, range(2**62, 2**62+2))), tuple(range(2**63-2, 2**63+1)))
