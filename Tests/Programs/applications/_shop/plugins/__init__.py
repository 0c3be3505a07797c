registry = {}
def register(name):
    def add(fn, name=name if isinstance(name, str) else None):
        registry[name or fn.__name__] = fn
        return fn
    return add if isinstance(name, str) else add(name)
