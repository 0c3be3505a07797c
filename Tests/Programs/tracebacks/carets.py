import sys
def show(f):
    try: f()
    except Exception as e: sys.excepthook(type(e), e, e.__traceback__)
class A: pass
a = A(); d = {}; n = None; é = 'ü'; z = 0
show(lambda: a.b.c)
show(lambda: d['x']['y'])
show(lambda: 1 + n + 2)
show(lambda: (1 + 2) * (n))
show(lambda: n(1, 2))
show(lambda: é + n + '日本語')
show(lambda: '日本語' + n + 1)
show(lambda: -a)
show(lambda: a < 1)
show(lambda: [x for x in n])
show(lambda: a[1:2])
show(lambda: 5 // z + 1)
show(lambda: 5 ** a)
show(lambda: f'{a:x}')
show(lambda: (yield_ := n.x))
show(lambda: n.x if z == 0 else 1)
def f():
    a.x = 1
    del a.y
show(f)
def f():
    x, y = 1
show(f)
def f():
    raise ValueError
show(f)
def f():
    assert z, 'message'
show(f)
def f():
    return n()
show(f)
def f():
    x = n()
show(f)
def f():
    for i in n: pass
show(f)
def f():
    with n: pass
show(f)
def f():
	x = 1; y = n + 1
show(f)
def f():
    return (
        1 +
        n
        + 2
    )
show(f)
