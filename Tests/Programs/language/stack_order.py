# Values that wait on the stack while the locals they came from, or their places, are overwritten.
def f(x): return x
def s1(a):
    a,b=f(1),a
    return a,b
def s2(a,b):
    a,b,c=b,f(5),a
    return a,b,c
def s3(a,b,c):
    a,b,c=c,a,b
    return a,b,c
def s4(a,b,c):
    a,b,c=f(c),a,f(b)
    return a,b,c
def s5(a,b,c,d):
    a,b,c,d=d,c,b,a
    return a,b,c,d
def s6(a,b):
    a,b=b,a
    return a,b
def s7(x,i,v):
    x[i]+=v; x[0]+=1; x[f(0)]*=v; f(x)[i]-=1; f(x)[f(i)]+=f(2); x[i],x[0]=x[0],x[i]
    return x
def s8(a,b,c):
    return f(a)<b<c, a<f(b)<c, a<b<f(c), 1<b<c, f(1)<f(b)<3, a<2<c
def s9(a,b,c):
    r=[]
    if f(a)<b<c: r.append(1)
    if a<f(b)<c: r.append(2)
    if a<b<f(c): r.append(3)
    if 1<b<c: r.append(4)
    if f(a) is b is not c: r.append(5)
    if f(a) in b in c if False else f(a)==b!=c: r.append(6)
    if not f(a)<b<c: r.append(7)
    while f(a)<b<6: a+=1;b+=1
    return r,a,b
class O: pass
def s10():
    o=O(); o.x=1; o.x+=2; f(o).x*=3; o.y=o.z=f(7); o.x,o.y=o.y,o.x
    return o.x,o.y,o.z
def s11(a,b):
    x=y=[a,b]=f([b,a]); return x,y,a,b
def s12(d,k):
    d[k]=d.get(k,0)+1; d[1]=k=f(5); d[k],k=k,f(9); return d,k
print(s1(2),s2(1,2),s3(1,2,3),s4(1,2,3),s5(1,2,3,4),s6(1,2),s7([1,2,3],1,5),s8(1,2,3),s8(2,2,2),s9(1,2,3),s9(5,5,5),s9(2,1,9),s10(),s11(1,2),s12({},2))
