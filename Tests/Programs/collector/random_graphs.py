"""Random graphs with finalizers that collect, resurrect and grow: what is reachable stays whole, and in the end everything is gone."""
import gc, weakref
state = 12345
def rnd(n):
    global state
    state = (state * 1664525 + 1013904223) & (1 << 32) - 1
    return (state >> 12) % n
alive = {}
dels = 0
class N:
    def __init__(self, i): self.i = i; self.links = []; alive[i] = weakref.ref(self)
class F(N):
    def __del__(self):
        global dels
        dels += 1
        assert isinstance(self.links, list)
        for l in self.links: l.i
        if rnd(10) == 0: saved.append(self)
        if rnd(10) == 0: gc.collect()
        if rnd(5) == 0: self.links.append(N(-1))
saved = []
def work(n):
    nodes = [(F if rnd(3) == 0 else N)(i) for i in range(n)]
    for a in nodes:
        for _ in range(rnd(4)): a.links.append(nodes[rnd(n)])
    return nodes[:10]
total = 0
for rounds in range(4):
    roots = work(30)
    total += sum(1 for r in alive.values() if r() is not None) >= 10
    if rounds % 3 == 0: gc.collect()
    if rounds % 5 == 0: saved.clear()
    seen = set(); todo = list(roots)
    while todo:
        x = todo.pop()
        if id(x) in seen: continue
        seen.add(id(x)); assert alive[x.i]() is x or x.i == -1; todo += x.links
saved.clear(); roots = None; nodes = None; todo = x = None
for _ in range(20):
    gc.collect(); saved.clear()
print(total, sum(1 for i, r in alive.items() if r() is not None and i != -1))
