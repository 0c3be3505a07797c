import _thread
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except BaseException as e: print(type(e).__name__, e)
l = _thread.allocate_lock()
print(l.locked(), l.acquire(), l.locked(), l.acquire(False), l.acquire(timeout=0.01), l.acquire(True, 0.01))
t(l.acquire, False, 1); t(l.acquire, True, -5); t(l.acquire, True, "x"); t(l.acquire, True, 1e100)
print(l.release(), l.locked()); t(l.release)
with l as held: print(held, l.locked())
print(l.locked(), type(l), _thread.LockType is type(l), repr(l).split(" at ")[0])
r = _thread.RLock()
print(r.acquire(), r.acquire(), r._is_owned(), r._recursion_count())
r.release(); print(r._is_owned()); r.release(); print(r._is_owned()); t(r.release)
with r: 
    with r: print(r._recursion_count())
class R(_thread.RLock): pass
print(R().acquire(), _thread.error, type(_thread.get_ident()), _thread.TIMEOUT_MAX)
t(_thread.exit)
t(l.acquire, 1, 2, 3)
