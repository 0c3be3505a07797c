def t(f,*a,**k):
    try: r=f(*a,**k); print(repr(r))
    except BaseException as e: print(type(e).__name__, e)
def counter():
    n=0
    def inc():
        nonlocal n; n+=1; return n
    def get(): return n
    def dele():
        nonlocal n; del n
    return inc,get,dele
i,g,d=counter(); print(i(),i(),g()); d(); t(g); t(i)
def f1():
    print(x); x=1
t(f1)
def f2():
    def g(): return y
    t(g); y=2; t(g); del y; t(g)
f2()
def f3():
    del z
t(f3)
t(lambda: undefined_name)
def f4():
    global gg; gg=5; del gg
    del gg
t(f4)
def f5():
    try: 1/0
    except ZeroDivisionError as e: pass
    return e
t(f5)
print([lambda: i for i in range(3)][0](), [f() for f in [lambda: j for j in range(3)]])
fs=[(lambda k=k:k) for k in range(3)]; print([f() for f in fs])
x='glob'
class C:
    x='cls'
    def m(self): return x
    l=[x for _ in range(1)]
    l2=[(x,y) for y in [x]]
    g=list(x for _ in range(1))
    lam=lambda self: x
    y={x:1 for x in 'ab'}
print(C().m(),C.l,C.l2,C.g,C().lam(),C.y,C.x)
def o():
    x='enc'
    class D:
        print(x); x='in'; print(x); del x; print(x)
        def m(s): return x
        def cls(s): return __class__
    return D().m(), D().cls()
print(o())
def o2():
    x='enc2'
    class D:
        nonlocal x
        x='changed'
        y=1
    return x,hasattr(D,'x')
print(o2())
class D2:
    global gx
    gx=7
print(gx,hasattr(D2,'gx'))
def cells():
    a=1; b=2
    def f(): return a,b
    return f
f=cells(); print(f.__code__.co_freevars,[c.cell_contents for c in f.__closure__], f.__closure__[0]==f.__closure__[0]); f.__closure__[0].cell_contents=9; print(f()); del f.__closure__[1].cell_contents; t(f); t(lambda: f.__closure__[1].cell_contents)
import types
t(lambda: type(f)(f.__code__,globals())); t(lambda: type(f)(f.__code__,globals(),None,None,())); t(lambda: type(f)(f.__code__,globals(),'nm',None,(f.__closure__[0],)*2)()); t(lambda: type(f)(f.__code__,globals(),closure=(1,2))); t(lambda: type(f)(1,{})); t(lambda: type(f)(f.__code__,1)); 
t(lambda: type(f.__closure__[0])(5).cell_contents); t(lambda: type(f.__closure__[0])().cell_contents); t(lambda: type(f.__closure__[0])(1)<type(f.__closure__[0])(2)); t(lambda: repr(type(f.__closure__[0])())[:9])
# exec / eval
ns={}; exec('a=1\ndef f(): return a\nb=f()',ns); print(ns['b'],sorted(k for k in ns if k!='__builtins__'), '__builtins__' in ns)
g_,l_={},{}; t(exec,'a=1\nclass K:\n  z=a',g_,l_); print(sorted(l_),'a' in g_)
def ex(): exec('def f(): return a\na=1\nprint(f())',{},{})
t(ex)
t(lambda: eval('a+b',{'a':1},{'b':2})); t(lambda: eval('[a for _ in "x"]',{},{'a':1})); t(lambda: eval('(lambda: a)()',{},{'a':1})); t(lambda:eval('x',{'__builtins__':{}})); t(lambda:eval('len',{'__builtins__':{'len':5}})); t(lambda:eval('len("abc")',{'__builtins__':None})); t(lambda: eval('1',5)); t(lambda: eval('1',{},5)); t(lambda: exec('1',{},5)); t(lambda:eval('a=1')); t(lambda: eval(5)); t(lambda:exec(5)); t(lambda: eval('')); t(lambda: eval('  1')); t(lambda: eval(b'1+1')); t(lambda: eval('1\0')); t(lambda: eval(compile('1+1','x','eval'))); t(lambda: eval(compile('print(5)','x','exec'))); t(lambda: exec(compile('5','x','eval'))); t(lambda: exec(f.__code__)); t(lambda: eval('(yield)')); t(lambda: compile('1','x','bad')); t(lambda: compile(1,'x','exec')); t(lambda: eval('1;2')); 
class Mp(dict):
    def __missing__(s,k): return 'missing:'+k
t(lambda: eval('foo',{},Mp())); t(lambda: eval('foo',Mp()))
class Mp2:
    def __getitem__(s,k): print('gi',k); raise KeyError(k)
    def __setitem__(s,k,v): print('si',k,v)
    def __delitem__(s,k): print('di',k); raise KeyError(k)
t(lambda: exec('a=1\nlen',{},Mp2())); t(lambda: exec('del q',{},Mp2())); t(lambda: eval('foo',{},Mp2()))
def loc():
    a=1; b=2
    l=locals(); l['a']=5; l['c']=3
    exec('a=9; d=4'); return a,sorted(l),locals() is l, 'd' in locals()
t(loc)
def loc2():
    x=1
    def g(): x; return locals()
    return g(), [sorted(locals()) for y in [1]], [k for k in locals()]
t(loc2)
print(sorted(k for k in globals() if k.startswith('f')))
class LC:
    q=1; print(sorted(locals()), locals() is not globals()); locals()['dyn']=5; print(dyn)
def defaults(a,b=[],*,c={},d=x): b.append(a); c[a]=1; return b,c,d
print(defaults(1),defaults(2),defaults.__defaults__,defaults.__kwdefaults__)
defaults.__defaults__=(7,8); t(lambda: defaults()); defaults.__kwdefaults__=None; t(lambda:defaults(1)); defaults.__defaults__=None; t(lambda: defaults()); t(setattr,defaults,'__defaults__',5); t(setattr,defaults,'__kwdefaults__',5); t(setattr,defaults,'__code__',5); t(setattr,defaults,'__name__',5); t(setattr,defaults,'__dict__',5); t(setattr,defaults,'__closure__',5); t(setattr,defaults,'__globals__',5); t(delattr,defaults,'__code__'); t(setattr,defaults,'__code__',f.__code__); t(setattr,defaults,'__annotations__',5); t(setattr,defaults,'__type_params__',5); t(setattr,defaults,'__qualname__',None)
def order():
    print('order')
    def p(x): print(x); return x
    def f(a:p('ann a')=p('def a'),*,b:p('ann b')=p('def b'))->p('ret'): pass
    f(p(1),**{'b':p(2)}) if False else None
    p({})[p('k')]=p('v')
    {p('k1'):p('v1'),p('k2'):p('v2')}
    [p(1),*[p(2)],p(3)]
    p(1)<p(2)<p(0)<p(5)
order()
def wl():
    if (n:=10)>5: print(n)
    print([y:=1,y**2],[last:=v for v in range(3)],last); print(any((hit:=v)>1 for v in range(5)),hit)
wl()
t(lambda: (lambda *a,**k:(a,k))(*[1,2],3,*(4,),a=1,**{'b':2},c=3,**{'d':4}))
def delp():
    a=[1,2,3]; del a[0],a[0]; print(a); b={'x':1}; del b['x']; print(b); (c,d)=1,2; del (c,d)
    return c
t(delp)
def star(): a,*b,c=range(6); [d,*e]='xyz'; (*f,)=(1,); print(a,b,c,d,e,f); *g,h={1:2,3:4}; print(g,h)
star()
for src in ['a,b=1','a,b=1,','a,b=1,2,3','a,*b,c=1,','a,b="x"','a,b={}','a,*b=5','(a,b),c=1,2','[a]=[]','a,b,*c=[1]','for a,b in [1]:pass','for a,b in [(1,2,3)]:pass','a,b=(x for x in "abc")','a,b=iter([1])','[a for a,b in [(1,)]]','*a,b=[]','a,b=range(10**10)','a,b={1,2,3}','a,b={1:1,2:2,3:3}','a,b=[1,2,3]','a,b=(1,2,3)','a,b,c="ab"','a,*b,c,d=(1,2)']:
    print(src,end=' -> '); t(exec,src)
