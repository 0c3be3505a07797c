def t(f,*a,**k):
    try: r=f(*a,**k); print(repr(r))
    except BaseException as e: print(type(e).__name__, e, getattr(e,'__notes__',''))
class M(type):
    @classmethod
    def __prepare__(mcs,name,bases,**kw): print('prepare',mcs.__name__,name,bases,kw); return {'injected':1}
    def __new__(mcs,name,bases,ns,**kw): print('new',name,sorted(k for k in ns if not k.startswith('__')),kw); return super().__new__(mcs,name,bases,ns)
    def __init__(cls,name,bases,ns,**kw): print('init',name,kw); super().__init__(name,bases,ns)
    def __call__(cls,*a,**k): print('call',cls.__name__,a,k); return super().__call__(*a,**k)
    def __repr__(cls): return f'<M {cls.__name__}>'
    def __len__(cls): return 42
    def __iter__(cls): return iter('abc')
    def __contains__(cls,x): return x=='in'
    def __getitem__(cls,i): return ('meta',i)
    def __instancecheck__(cls,i): print('ic'); return i==5
    def __subclasscheck__(cls,s): print('sc'); return s is int
    def __eq__(cls,o): return 'eq'
    def __hash__(cls): return 7
    def __add__(cls,o): return 'add'
    def __bool__(cls): return False
    def __dir__(cls): return ['d']
class A(metaclass=M,opt=1):
    def __init__(self,x=0): print('A.init',x); self.x=x
print(A,len(A),list(A),'in' in A,A[3],isinstance(5,A),isinstance(6,A),issubclass(int,A),A==1,hash(A),A+1,bool(A),dir(A),A.injected)
a=A(3); print(a.x, isinstance(a,A))
class B(A,z=2): pass
print(type(B) is M)
def fm(name,bases,ns,**kw): print('fm',name,bases,sorted(ns),kw); return 'not a class'
class C(metaclass=fm,q=1): y=1
print(C)
class N(type):
    @classmethod
    def __prepare__(m,*a): return []
def bad():
    class D(metaclass=N): pass
t(bad)
class N2(type):
    def __prepare__(n,b): return LD()
class LD(dict):
    def __setitem__(s,k,v): print('set',k); super().__setitem__(k,v)
    def __getitem__(s,k):
        return super().__getitem__(k)
    def __missing__(s,k):
        if k.startswith('m'): return 'missing_'+k
        raise KeyError(k)
class N3(type):
    @classmethod
    def __prepare__(m,n,b): return LD()
def ld():
    class D(metaclass=N3):
        a=1; b=a+1; c=mfoo
        def f(self): pass
    return D.b,D.c
t(ld)
class X1(type): pass
class X2(type): pass
class P1(metaclass=X1): pass
class P2(metaclass=X2): pass
def conf():
    class Q(P1,P2): pass
t(conf)
class X3(X1,X2): pass
class Q(P1,P2,metaclass=X3): pass
print(type(Q))
class Q2(Q): pass
print(type(Q2))
class IS:
    subs=[]
    def __init_subclass__(cls,/,tag=None,**kw): print('is',cls.__name__,tag,kw); super().__init_subclass__(**kw); cls.subs.append(cls.__name__); cls.tag=tag
class S1(IS,tag='x'): pass
class S2(S1): pass
def s3():
    class S3(IS,foo=1): pass
t(s3); print(IS.subs,S1.tag)
def s4():
    class S4(foo=1): pass
t(s4)
def s5():
    class S5(metaclass=5): pass
t(s5)
def s6():
    class S6(*[IS],**{'tag':3}): pass
    return S6.tag
t(s6)
class ME:
    def __mro_entries__(self,bases): print('me',len(bases)); return (IS,)
class S7(ME(),tag=9): pass
print(S7.__bases__,type(S7.__orig_bases__[0]).__name__)
def s8():
    class BadME: 
        def __mro_entries__(self,b): return 5
    class S8(BadME()): pass
t(s8)
t(lambda: type('S9',(ME(),),{}))
def s10():
    class S10(5): pass

def s11():
    class S11(len): pass
class CG:
    def __class_getitem__(cls,i): return (cls.__name__,i)
print(CG[1],CG[1,2],CG[()],CG[1:2])
class CG2(CG): pass
print(CG2['x']); t(lambda: CG()[1])
class MM(type):
    def mro(cls): r=super().mro(); print('mro',[c.__name__ for c in r]); return r
class MR(metaclass=MM): pass
class MR2(MR): pass
def badmro():
    class BM(type):
        def mro(cls): return [1]
    class Z(metaclass=BM): pass
t(badmro)
def badmro2():
    class BM(type):
        def mro(cls): return 5
    class Z(metaclass=BM): pass
t(badmro2)
class Sing(type):
    _i={}
    def __call__(cls,*a,**k):
        if cls not in cls._i: cls._i[cls]=super().__call__(*a,**k)
        return cls._i[cls]
class DB(metaclass=Sing):
    def __init__(self,v): self.v=v
print(DB(1) is DB(2),DB(3).v)
class Reg(type):
    reg={}
    def __init__(cls,n,b,ns): Reg.reg[n]=cls; super().__init__(n,b,ns)
class R1(metaclass=Reg): pass
class R2(R1): pass
print(sorted(Reg.reg))
class Field:
    def __set_name__(s,o,n): s.name=n; s.owner=o.__name__
    def __get__(s,i,o): return s if i is None else i.__dict__.get(s.name,'unset')
    def __set__(s,i,v):
        if not isinstance(v,int): raise TypeError(f'{s.name} must be int')
        i.__dict__[s.name]=v
class Model:
    a=Field(); b=Field()
m=Model(); m.a=1; print(m.a,m.b,Model.a.name,Model.b.owner); t(setattr,m,'a','x')
# super corner cases
class Base:
    def f(self): return 'Base'
    @classmethod
    def c(cls): return 'Base.c',cls.__name__
    @staticmethod
    def s(): return 'Base.s'
    @property
    def p(self): return 'Base.p'
    x='bx'
class Der(Base):
    def f(self): return super().f(),super(Der,self).f(),super().x,super().p
    @classmethod
    def c(cls): return super().c()
    @staticmethod
    def s(): return super(Der,Der).s()
    def bad(self): return super().nope
    def noarg(): return super()
    def delself(self): del self; return super()
    def lam(self): return (lambda: super().f())()
    def lam2(self): return (lambda s: super().f())(self)
    def comp(self): return [super(Der,self).f() for _ in [1]]
    def comp2(self): return [super().f() for _ in [1]]
    def nest(self):
        def g(self): return super().f()
        return g(self)
    def cls(self): return __class__
    def st(self): return super().__setattr__('q',5),self.q
    def rp(self): return repr(super())
    def gen(self): yield super().f()
d=Der(); t(d.f); t(d.c); t(d.s); t(d.bad); t(Der.noarg); t(d.delself); t(d.lam); t(d.lam2); t(d.comp); t(d.comp2); t(d.nest); t(d.cls); t(d.st); t(d.rp); t(lambda:list(d.gen()))
t(lambda: super(Der,5)); t(lambda: super(5,Der)); t(lambda: super(Der).f); t(lambda: super(Der).__get__(d).f()); t(lambda: super(Der,d).__self__ is d); t(lambda: super(Der,d).__thisclass__); t(lambda: super(Der,Der).__self_class__); t(lambda: repr(super(Der))); t(lambda: super(Base,d).f()); t(lambda: super(Der,Der).f(d)); t(lambda: super())
s_=super(Der,d); t(lambda: s_.__class__); t(setattr,s_,'x',1); t(lambda: s_.zz)
class Meta2(type):
    def f(cls): return 'mf'
class Meta3(Meta2):
    def f(cls): return 'm3',super().f()
class UM(metaclass=Meta3): pass
print(UM.f())
def fake():
    class __class__: pass
    return __class__
print(fake().__name__)
def ncell():
    class K:
        def f(self): return __class__
        f2=lambda self: __class__
    o=K(); return o.f() is K, o.f2() is K
print(ncell())
class BadCell(type):
    def __new__(m,n,b,ns): ns.pop('__classcell__',None); return super().__new__(m,n,b,ns)
def bc():
    class K(metaclass=BadCell):
        def f(self): return __class__
t(bc)
class BadCell2(type):
    def __new__(m,n,b,ns): 
        if '__classcell__' in ns: ns['__classcell__']=5
        return super().__new__(m,n,b,ns)
def bc2():
    class K(metaclass=BadCell2):
        def f(self): return __class__
t(bc2)
