# Binding of arguments, splitting, comparison of sequences, delegation to built-in iterators, format specifications.
def a(): yield from range(3)
def b(): r = yield from [1,2]; print(r)
def c(): yield from (1,2); yield from "ab"; yield from {1:2}; yield from iter([3])
print(list(a()), list(b()), list(c()))
g = a(); print(next(g)); 
try: g.send(5)
except AttributeError as e: print(e)
for t in ("a,b,,c", "", ",", "abc", "é,ü,x", "日,本", ",".join("x"*5)):
    for n in (-1, 0, 1, 2, 99): print(t.split(",", n), t.split(",")[-1:])
def k(a, b, /, c, d=4, *r, e, f=6, **kw): return a, b, c, d, r, e, f, kw
for args, kws in (((1,2,3),{'e':5}), ((1,2),{'c':1,'e':2,'z':3}), ((1,),{'b':2,'c':3,'e':1}), ((1,2,3,4,5,6),{'e':1,'f':2}), ((1,2,3),{}), ((1,2),{'e':1}), ((1,2,3),{'c':1,'e':1})):
    try: print(k(*args, **kws))
    except TypeError as x: print(x)
def m(a, b=1): pass
for args, kws in (((1,2,3),{}), ((),{}), ((1,),{'a':2}), ((1,),{'q':2}), ((1,),{'b':2,'q':1})):
    try: print(m(*args, **kws))
    except TypeError as x: print(x)
for x in ([1,2,3],[1,2],[1,2,4],[1,[2,3]],[],[float('nan')]):
    for y in ([1,2,3],[1,2],[1,[2,4]],[]): print(x == y, x < y, x >= y, x != y, end=' ')
n = float('nan'); print([n] == [n], (n,) == (n,), [1.0] == [1], [True] == [1], ['a','b'] < ['a','c'])
for spec in ('', '5', '<5', '*^9', '05', '+5', ' 5', ',', '_', '.2f', '08.3f', '#x', 'z.0f', '5%', '>>5', '=5', '10.3e', 'n', '5s', ',_', '.', '99999999999999999999', '{', 'xx'):
    for v in (42, -3.14159, 'str', True):
        try: print(spec, format(v, spec))
        except (ValueError, OverflowError) as e: print(spec, type(e).__name__, e)
