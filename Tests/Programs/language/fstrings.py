def t(f,*a,**k):
    try: r=f(*a,**k); print(repr(r))
    except BaseException as e: print(e.__class__.__name__, e)
x=5; y='str'; z=3.14159; n=None; d={'a':1,'b':[1,2]}; big=10**20; w=10; p=3
print(f'{x}{y}{z}',f'{x!r}{y!r}{y!s}{y!a}',f'{x=}{y=}',f'{ x = }',f'{y!r:>10}|{y:<10}|{y:^10}|{y:*^10}|',f'{z:.2f}|{z:10.3f}|{z:<10.1f}|{z:+.2e}|{z:g}|{z:%}|{z:010.2f}|')
print(f'{z:{w}.{p}f}|{z:{w}}|{y:{"*"}>{w}}|{x:{"0"+str(3)}d}')
print(f'{{}}{{{x}}}{{{{{x}}}}}',f"{d['a']}{d["b"][0]}",f'{x+1}{(lambda q:q*2)(3)}',f'{x if x>3 else y}',f'{[i for i in range(3)]}',f'{ {1:2}[1] }',f'{x,y}',f'{*[1,2],}',f'{x:}',f'{x!r:}')
print(f'{x=:>5}|{x=!r:>5}|{z=:.1f}|{x + 1 = }|{y = !s}|{d["a"]=}')
print(f'''{
x
}''',f'{"a" "b"}',f'{f"{x}"}',f'{f'{f'{x}'}'}',f'{"\n".join(["a","b"])!r}',f'{'\\'}',rf'\n{x}\{y}',f'\x41{x}\N{BULLET}',fr'{y!r}\t')
print(f'{x:d}|{x:b}|{x:#b}|{x:o}|{x:#o}|{x:x}|{x:X}|{x:#x}|{x:c}|{x:e}|{x:f}|{x:g}|{x:n}|{x:%}|{x:,}|{big:,}|{big:_}|{big:_x}|{-x:05}|{x:+}|{x: }|{-x: }|{x:=+5}|{x:<5}|{x:^5}|{x:*>5}|{True:d}|{True}|{True:5}|')
print(f'{z:}|{z:5}|{z!s:.3}|{1e20:}|{1e16}|{1e15}|{0.1+0.2}|{1e-5}|{0.0001}|{-0.0}|{float("inf"):f}|{float("nan"):5}|{1.0:g}|{1.5e300:,}|{1234567.891:,.2f}|{1234.5:_}|{z:.0f}|{2.5:.0f}|{z:#.0f}|{z:e}|{z:E}|{z:G}|{1e10:g}|{100:.1%}|{z:z}|{-0.001:z.1f}|{1j:}|{1+2j:.2f}|{1+2j:>10}|{1e100:.3}|')
class F:
    def __format__(s,spec): return f'<{spec}>'
    def __repr__(s): return 'R'
    def __str__(s): return 'S'
o=F(); print(f'{o}{o:abc}{o!r}{o!s:>3}{o!r:<3}|{o=}|{o=:q}|{o:{x}{y}}')
class B:
    def __format__(s,spec): return 5
t(lambda: f'{B()}'); t(lambda: format(B())); t(lambda: f'{x:s}'); t(lambda: f'{y:d}'); t(lambda: f'{n:5}'); t(lambda: f'{d:5}'); t(lambda: f'{[]:x}'); t(lambda: f'{x:.2d}'); t(lambda: f'{x:,b}'); t(lambda: f'{x:10q}'); t(lambda: f'{z:d}'); t(lambda: f'{z:c}'); t(lambda: f'{-1:c}'); t(lambda: f'{0x110000:c}'); t(lambda: f'{y:,}'); t(lambda: f'{y:+}'); t(lambda: f'{y:=5}'); t(lambda: f'{y:010}'); t(lambda: f'{x:{y}}'); t(lambda: f'{undefined_}'); t(lambda: f'{1/0}'); t(lambda: f'{x:99999999999999999999}'); t(lambda: f'{x:.99999999999999999999f}'); t(lambda: f'{1j:d}'); t(lambda: f'{1j:05}'); t(lambda: f'{1j:=5}'); t(lambda: f'{x:,_}'); t(lambda: f'{x:__}'); t(lambda: f'{x:#s}'); t(lambda: f'{x!r:d}'); t(lambda: f'{x:x,}'); t(lambda: f'{z:,.3n}') ; t(lambda: f'{y:.2}{y:.0}{y:5.1}|'); t(lambda: f'{"é"!a}{"é":>3}'); t(lambda:f'{x:é>4}')
for s in ["f'{}'","f'{x'","f'{x!}'","f'{x!z}'","f'}'","f'{x:'","f'{x!r!s}'","f'{=}'","f'{ }'","f'{lambda x:1}'","f'{(lambda x:1)(2)}'","f'{a b}'","f'{x:{y:{z}}}'","f'{*a}'","f'{yield}'","f'{x = }'","f'{x!r=}'","f'{1:}{2}' 'a' f'{3}'","f'{x:{}}'","f'{!r}'","f'{x;y}'","f'{\\'","b'a' f'b'","f'{a:=5}'","f'{(a:=5)}'","f'{#}'","f'{a[}'","f'{a)}'","f'{await x}'","f'{x:\n}'"]:
    t(lambda: compile(s,'<s>','eval') and 'ok')
print('%s %r %d %5d %-5d| %05d %+d %x %X %#x %o %c %c %e %f %.2f %g %% %5s %-5s| %.2s'%('a','b',1,2,3,4,5,255,255,255,8,'z',65,1.5,1.5,1.555,1e10,'q','w','xyz'))
print('%(a)s %(b)05.1f'%{'a':1,'b':2.25},'%*d|%-*d|%.*f'%(5,1,5,2,2,3.14159),'%s'%(1,),'%s'%[1,2],'%s %s'%('a',(1,2)),'%%'%(),'%s'%None,'%r'%'é','%a'%'é','%i %u'%(3,4),'%s'%{1:2},'%ld'%5,'%x'%-255,'%#o'%8,'%+.3e'%12345.678,'% d'%5)
for e in ["'%d'%'a'","'%s'%()","'%s%s'%(1,)","'%s'%(1,2)","'%z'%1","'%'%1","'%(a)s'%{}","'%(a'%{'a':1}","'%c'%'ab'","'%c'%-1","'%c'%1.5","'%x'%1.5","'%d'%1.9","'%d'%None","'%f'%'a'","'%*d'%('a',1)","'%.*f'%('a',1)","'a'%1","'a'%{}","'a'%[]","'a'%(1,)","'%(a)s %s'%{'a':1}","'%s %(a)s'%(1,)","'%e'%10**400","'%d'%float('inf')","'%d'%float('nan')","'%5.3d|'%5","'%.3x'%5","'%5%|'%()","'%-05d|'%5","'%s'%b'x'","b'%s'%b'x'","b'%s'%'x'","b'%d %a %r %c %b'%(1,'é','b',65,b'q')","b'%s'%5"]: print(e,end=' '); t(eval,e)
for e in ["'{} {}'.format(1,2)","'{0} {1} {0}'.format(1,2)","'{a} {b[0]} {c.real}'.format(a=1,b=[5],c=3)","'{:>{w}}'.format('x',w=5)","'{!r:>5}'.format('a')","'{0[a]}'.format({'a':1})","'{0[1]}'.format('xyz')","'{}'.format()","'{0}{}'.format(1,2)","'{}{0}'.format(1,2)","'{a}'.format()","'{'.format()","'}'.format()","'{!x}'.format(1)","'{!}'.format(1)","'{:d}'.format('a')","'{0.x}'.format(1)","'{0[}'.format(1)","'{0[]}'.format([1])","'{0[a]}'.format([1])","'{.real}'.format(5)","'{[0]}'.format([7])","'{:{}}'.format(5,10)","'{:{:{}}}'.format(1,2,3)","'{{}}'.format()","'{0!s:{1}}|'.format('a',5)","'{a.b.c}'.format(a=1)","'{-1}'.format(1)","'{1}'.format(1)","'{0:}'.format(5)","'{ }'.format(1)","'{a}'.format_map({'a':5})","'{a}'.format_map({})","'{}'.format_map({})","'{0!r}{0!s}{0!a}'.format('é')","'{:%Y}'.format(5)","'{0:x^5}'.format(1)","format(5,'x')","format('a','5')","format(5,5)","format(3.7,'.0f')","format(True,'d')","format(True,'s')","format(10**50,'e')","format(10**50,',')","format(-7,'#x')","format(-7,'08b')","format(255,'_b')","format(1e300,'f')[:5]"]: print(e,end=' '); t(eval,e)
