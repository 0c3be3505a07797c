import gc, weakref
from weakref import *
log = []
class C:
    def __init__(self, name):
        self.name = name
    def __repr__(self):
        return f'C({self.name})'
    def method(self):
        return self.name
    def other(self):
        pass

# WeakValueDictionary
d = WeakValueDictionary()
a, b = C('a'), C('b')
d['a'] = a
d['b'] = b
d[3] = b
print(len(d), sorted(map(str, d.keys())), d['a'], d.get('x'), d.get('x', 5), 'a' in d, list(d.valuerefs())[0]() is a)
del a
gc.collect()
print(len(d), list(d.items()), 'a' in d)
try:
    d['a']
except KeyError as e:
    print('KeyError', e)
print(d.pop('b'), d.setdefault('n', b), d.popitem()[1])
e = WeakValueDictionary({'k': b})
print(dict(e), dict(e.copy()), dict(e | {'l': b}), e == e)
for value in e.values():
    print(value)
del b, value
gc.collect()
print(len(d), len(e))

# WeakKeyDictionary
d = WeakKeyDictionary()
a, b = C('a'), C('b')
d[a] = 1
d[b] = 2
print(len(d), d[a], a in d, C('a') in d, sorted(d.values()), [r() is a or r() is b for r in d.keyrefs()])
del a
gc.collect()
print(len(d), list(d.items()))
print(d.pop(b), len(d), d.setdefault(b, 7), d.get(b))
del b
gc.collect()
print(list(d))

# WeakSet
s = WeakSet()
items = [C(i) for i in range(5)]
for item in items:
    s.add(item)
print(len(s), items[0] in s, sorted(x.name for x in s))
del items[1:3]
try:
    del item
except NameError:
    pass
gc.collect()
print(len(s), sorted(x.name for x in s))
t = WeakSet(items[:1])
print(len(s & t), len(s | t), len(s - t), t <= s, s == t, t.issubset(s))
s.discard(items[0])
s.remove(items[1])
print(len(s))
s.clear()
print(len(s))

# WeakMethod
a = C('a')
m = WeakMethod(a.method)
print(m()(), m() == a.method, m == WeakMethod(a.method), m == WeakMethod(a.other), hash(m) == hash(WeakMethod(a.method)))
m2 = WeakMethod(a.method, lambda r: log.append('method gone'))
del a
gc.collect()
print(m(), log, m == m2)
log.clear()

# A cache with references in both directions.
class Node:
    def __init__(self, parent=None):
        self.children = []
        self.parent = parent and weakref.ref(parent)
        if parent:
            parent.children.append(self)
root = Node()
leaf = Node(Node(root))
print(leaf.parent().parent() is root)
middle = leaf.parent
del root
gc.collect()
print(leaf.parent(), middle())

# Mutation while iterating.
d = WeakValueDictionary()
values = [C(i) for i in range(10)]
for i, v in enumerate(values):
    d[i] = v
del v
for k in d:
    if values:
        values.pop()
        gc.collect()
print(len(d))
print(getweakrefcount(C) >= 0, weakref.ProxyTypes == (weakref.ProxyType, weakref.CallableProxyType))
