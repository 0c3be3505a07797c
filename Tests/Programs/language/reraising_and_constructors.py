print(None.__class__, getattr(None,'__class__'), type(None).__dict__.get('__class__'))
print(None.__doc__)
def f(o): return o.__class__
print(f(1),f(None),f(None))
def g():
    try: 1/0
    except ZeroDivisionError:
        raise
def g2():
    try:
        try: 1/0
        finally: pass
    except ZeroDivisionError as e:
        raise KeyError
def g3():
    with C(): 1/0
class C:
    def __enter__(s): pass
    def __exit__(s,*a): pass
for fn in (g,g2,g3):
    try: fn()
    except Exception as e:
        t=e.__traceback__
        while t: print(fn.__name__,t.tb_lineno,t.tb_frame.f_lineno, t.tb_lasti==t.tb_frame.f_lasti); t=t.tb_next
class sl(list):
    def __new__(cls,a,kw=None): return list.__new__(cls,a)
print(sl([1],kw=3))
class st(tuple):
    def __init__(self,a,kw=None): self.kw=kw
print(st([1],kw=3).kw)
try: list(a=1)
except TypeError as e: print(e)
class s2(list): pass
try: s2(sequence=())
except TypeError as e: print(e)
