def show(o,*a): 
    try: return o.m(*a)
    except TypeError as e: return str(e)
def one(o):
    try: return o.m(7)
    except TypeError as e: return str(e)
class C:
    def m(self): return ('m',self)
class D:
    @staticmethod
    def m(x): return ('static',x)
class E:
    def m(self,x): return ('E',x)
class F:
    @classmethod
    def m(cls,x): return ('F',x)
class G: m=str
class H: m=len
class I:
    def __init__(self): self.m=lambda x:('inst',x)
class J:
    class m:
        def __init__(s,x): s.x=x
        def __repr__(s): return f'm({s.x})'
class K(C):
    def m(self,y): return ('K',y)
class L:
    m=[].append.__call__
class M:
    def __getattr__(s,n): return lambda x:('ga',n,x)
import math
class N: pass
n=N(); n.m=math.sqrt
for order in ([C,C(),D,D(),E(),F,F(),G(),H(),I(),J(),J,K(),M(),n],[n,M(),K(),J,J(),I(),H(),G(),F(),F,E(),D(),D,C(),C],[D,E(),D,E(),D(),C(),C,C,C()]):
    for o in order+order:
        r=one(o); print(type(o).__name__, r if not (isinstance(r,tuple) and len(r)>1 and isinstance(r[1],C)) else 'C instance')
def f1(x): return x
class P:
    def m(self,x): return ('P',x)
P.m2=f1
def two(o): 
    try: return o.m2(3)
    except TypeError as e: return str(e)
print(two(P),two(P()),two(P),two(P()))
