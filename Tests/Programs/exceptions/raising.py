def attempt(f, *a):
    try: f(*a)
    except BaseException as e:
        c, k = e.__context__, e.__cause__
        print(type(e).__name__, e, '| context', repr(c), '| cause', repr(k), e.__suppress_context__)
    else: print('ok')

def r(x): raise x
attempt(r, ValueError); attempt(r, ValueError(1)); attempt(r, 5); attempt(r, int); attempt(r, None)
class NotMade(Exception):
    def __new__(cls): return 5
attempt(r, NotMade)
def rf(x, y): raise x from y
attempt(rf, ValueError, KeyError); attempt(rf, ValueError, None); attempt(rf, ValueError, KeyError(1)); attempt(rf, ValueError, 5); attempt(rf, ValueError, NotMade)
def bare(): raise
attempt(bare)
def nested():
    try: raise ValueError(1)
    except ValueError:
        raise KeyError(2)
attempt(nested)
def nested_from():
    try: raise ValueError(1)
    except ValueError as e:
        raise KeyError(2) from e
attempt(nested_from)
def rer():
    try: raise ValueError(1)
    except ValueError: raise
attempt(rer)
def rer_inner():
    try: raise ValueError(1)
    except ValueError: bare()
attempt(rer_inner)
def cycle():
    a = ValueError('a')
    try: raise a
    except ValueError:
        try: raise KeyError('b')
        except KeyError: raise a
attempt(cycle)
def fin():
    try: raise ValueError(1)
    finally:
        try: raise KeyError
        except KeyError: pass
attempt(fin)
def fin_ret():
    try: raise ValueError(1)
    finally: return 1
attempt(fin_ret)

# matching
def match(e, c):
    try:
        try: raise e
        except c: print('caught')
    except BaseException as x: print(type(x).__name__, x)
match(ValueError(), ValueError); match(ValueError(), (KeyError, ValueError)); match(ValueError(), Exception); match(ValueError(), KeyError)
match(ValueError(), 5); match(ValueError(), int); match(ValueError(), (ValueError, int)); match(ValueError(), ((ValueError,),)); match(ValueError(), ())
match(KeyboardInterrupt(), Exception); match(KeyboardInterrupt(), BaseException)

# else, finally, loops
def flow(x):
    out = []
    for i in (1, 2, 3):
        try:
            if i == x: raise ValueError(i)
            if i == 3: break
        except ValueError as e: out.append(str(e)); continue
        else: out.append('else')
        finally: out.append('f')
    return out
print(flow(1), flow(2), flow(3), flow(4))
try: e
except NameError as x: print(x, x.name)
def unbound():
    try: raise ValueError
    except ValueError as e: pass
    return e
attempt(unbound)
def gen():
    try: yield 1
    except ValueError as e: print('in', e)
    yield 2
for v in gen(): print(v)
def g2():
    yield 1
    raise ValueError('from generator')
attempt(lambda: [v for v in g2()])
