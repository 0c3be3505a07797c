def f(v1, x):
    v1[0] -= x
def g(v1, x):
    v1[0] += 1
def h(v1, x):
    v1[x] += 1
a=[1.5,2]; f(a,1.0); print(a)
a=[1.5,2]; f(a,1); print(a)
a=[1.5,2]; g(a,1); print(a)
a=[1.5,2]; h(a,1); print(a)
a=[1.5,2]; a[0]+=1; print(a)
def f(): return 5
def t(b, c):
    if f() < b < c: return "yes"
    return "no"
print(t(6,7), t(5,7), t(6,6))
def u(b,c):
    return f() < b < c
print(u(6,7), u(5,7), u(6,6))
def v(b,c):
    while f() < b < c:
        b += 1
    return b
print(v(6,9))
def w(l, c):
    if l[0] < 3 < c: return 1
    return 0
print(w([1],5), w([3],5), w([1],2))
def x(l, b):
    if l[0] is b is None: return 1
    if l[0] == b == l[0]: return 2
    return 3
print(x([None],None), x([2],2), x([2],3), x([2],None))
class P: pass
def attributes(p, l):
    p.x = 1.5
    p.x -= 1
    l[0] **= 2
    l[-1] //= 2
    l[0], l[1] = l[1], l[0]
    p.x, l[0] = l[0], p.x
    return p.x, l
print(attributes(P(), [3, 10]))
def swapped(a, b, c):
    a, b, c = c, a, b
    a, b = b, a
    return a, b, c
print(swapped(1, 2, 3))
def slices(l):
    l[1:3] += [9]
    l[:] *= 2
    return l
print(slices([1, 2, 3, 4]))
