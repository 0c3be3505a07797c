"""Graph algorithms: Dijkstra with a binary heap of our own, BFS, DFS, topological order, Tarjan, union-find, Floyd–Warshall."""
from collections import deque, defaultdict
class Heap:
    def __init__(self, items=()):
        self.a = []
        for i in items: self.push(i)
    def __len__(self): return len(self.a)
    def __bool__(self): return bool(self.a)
    def push(self, x):
        a = self.a; a.append(x); i = len(a) - 1
        while i and a[(p := (i - 1) >> 1)] > a[i]:
            a[p], a[i] = a[i], a[p]; i = p
    def pop(self):
        a = self.a
        if not a: raise IndexError('pop from empty heap')
        a[0], a[-1] = a[-1], a[0]; top = a.pop(); i = 0
        while (c := 2 * i + 1) < len(a):
            if c + 1 < len(a) and a[c + 1] < a[c]: c += 1
            if a[i] <= a[c]: break
            a[i], a[c] = a[c], a[i]; i = c
        return top
class Graph:
    def __init__(self, *edges, directed=True):
        self.adj = defaultdict(dict)
        for u, v, *w in edges:
            self.adj[u][v] = w[0] if w else 1
            if not directed: self.adj[v][u] = self.adj[u][v]
            self.adj[v]
    def __iter__(self): return iter(sorted(self.adj))
    def __contains__(self, n): return n in self.adj
    def __getitem__(self, n): return self.adj[n].items()
    def dijkstra(self, source):
        dist, prev, heap = {source: 0}, {}, Heap([(0, source)])
        while heap:
            d, u = heap.pop()
            if d > dist[u]: continue
            for v, w in self[u]:
                if (nd := d + w) < dist.get(v, float('inf')):
                    dist[v] = nd; prev[v] = u; heap.push((nd, v))
        return dist, prev
    def bfs(self, start):
        seen, queue = {start}, deque([start])
        while queue:
            yield (u := queue.popleft())
            for v, _ in sorted(self[u]):
                if v not in seen: seen.add(v); queue.append(v)
    def dfs(self, u, seen=None):
        seen = set() if seen is None else seen
        seen.add(u); yield u
        for v, _ in sorted(self[u]):
            if v not in seen: yield from self.dfs(v, seen)
    def topological(self):
        indegree = {n: 0 for n in self}
        for u in self:
            for v, _ in self[u]: indegree[v] += 1
        ready = [n for n, d in indegree.items() if not d]; order = []
        while ready:
            n = min(ready); ready.remove(n); order.append(n)
            for v, _ in self[n]:
                indegree[v] -= 1
                if not indegree[v]: ready.append(v)
        if len(order) < len(indegree): raise ValueError(f'cycle among {sorted(set(indegree) - set(order))}')
        return order
    def components(self):
        index, low, stack, on, out = {}, {}, [], set(), []
        def visit(v):
            index[v] = low[v] = len(index); stack.append(v); on.add(v)
            for w, _ in self[v]:
                if w not in index: visit(w); low[v] = min(low[v], low[w])
                elif w in on: low[v] = min(low[v], index[w])
            if low[v] == index[v]:
                part = set()
                while True:
                    w = stack.pop(); on.discard(w); part.add(w)
                    if w == v: break
                out.append(sorted(part))
        for v in self:
            if v not in index: visit(v)
        return out
def path(prev, target):
    nodes = [target]
    while nodes[-1] in prev: nodes.append(prev[nodes[-1]])
    return nodes[::-1]
g = Graph(('a','b',7), ('a','c',9), ('a','f',14), ('b','c',10), ('b','d',15), ('c','d',11), ('c','f',2), ('d','e',6), ('e','f',9), directed=False)
dist, prev = g.dijkstra('a')
print(dist, path(prev, 'e'), [*g.bfs('a')], list(g.dfs('a')))
dag = Graph(*[tuple(e) for e in 'ab ac bd cd de xc'.split()])
print(dag.topological(), 'z' in dag, 'a' in dag)
cyc = Graph(*'ab bc ca cd de ed ef'.split())
print(cyc.components())
try: cyc.topological()
except ValueError as e: print('ValueError:', e)
nodes = list(g); INF = float('inf')
m = [[0 if u == v else g.adj[u].get(v, INF) for v in nodes] for u in nodes]
for k in range(len(nodes)):
    for i in range(len(nodes)):
        for j in range(len(nodes)):
            m[i][j] = min(m[i][j], m[i][k] + m[k][j])
print('\n'.join(' '.join(f'{x:3}' for x in row) for row in m))
parent = {n: n for n in nodes}
def find(x):
    while parent[x] != x: parent[x] = parent[parent[x]]; x = parent[x]
    return x
tree = []
for w, u, v in sorted({(w, *sorted((u, v))) for u in g for v, w in g[u]}):
    if (a := find(u)) != (b := find(v)): parent[a] = b; tree.append((u, v, w))
print(tree, sum(w for *_, w in tree))
Heap().pop()
