log = []
def memoize(fn=None, /, *, maxsize=128):
    if fn is None: return lambda f: memoize(f, maxsize=maxsize)
    store = {}; stats = [0, 0]
    def wrapper(*args, **kwargs):
        key = (args, tuple(sorted(kwargs.items())))
        if key in store: stats[0] += 1; return store[key]
        stats[1] += 1
        result = fn(*args, **kwargs)
        if len(store) >= maxsize: store.pop(next(iter(store)))
        store[key] = result
        return result
    for a in ('__name__', '__doc__', '__module__', '__qualname__'): setattr(wrapper, a, getattr(fn, a))
    wrapper.__dict__.update(fn.__dict__)
    wrapper.__wrapped__ = fn
    wrapper.cache_info = lambda: 'hits={} misses={} size={}'.format(*stats, len(store))
    return wrapper
