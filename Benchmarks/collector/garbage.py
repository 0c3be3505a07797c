"""Letting go of a million objects of a kind (or as many as said): seconds of processor time of making, collecting alive, dropping with `gc.collect()`, and
of making a million lists after it.

    krait garbage.py final_chains 1000000
"""
import gc
import sys
import time
import weakref


class Node:
    def __init__(self, key, next):
        self.key = key
        self.next = next


class Final(Node):
    count = 0
    def __del__(self):
        Final.count += 1


def shuffle(nodes):
    place, count = 1, len(nodes)
    for node in nodes:
        place = (place * 1103515245 + 12345) & 0xFFFFFFFF
        node.next = nodes[(place >> 4) % count]
    return nodes


def lists(n): return [[i, i] for i in range(n)]


def lists_random(n):
    items = [[i, None] for i in range(n)]
    place = 1
    for item in items:
        place = (place * 1103515245 + 12345) & 0xFFFFFFFF
        item[1] = items[(place >> 4) % n]
    return items


def dicts(n): return [{"a": i, "b": i} for i in range(n)]


def dicts_random(n):
    items = [{"a": i, "b": None} for i in range(n)]
    place = 1
    for item in items:
        place = (place * 1103515245 + 12345) & 0xFFFFFFFF
        item["b"] = items[(place >> 4) % n]
    return items


def instances(n): return [Node(i, None) for i in range(n)]


def instances_random(n): return shuffle([Node(i, None) for i in range(n)])


def instances_cycles(n):
    nodes = [Node(i, None) for i in range(n)]
    for i in range(n): nodes[i].next = nodes[i - 1 if i % 10 else min(i + 9, n - 1)]
    return nodes


def chain(n):
    node = None
    for i in range(n): node = Node(i, node)
    return node


def final(n): return [Final(i, None) for i in range(n)]


def final_chain(n):
    node = None
    for i in range(n): node = Final(i, node)
    return node


def final_chains(n):
    nodes = [Final(i, None) for i in range(n)]
    for i in range(n):
        if i % 10: nodes[i].next = nodes[i - 1]
    return nodes


def final_cycles(n):
    nodes = [Final(i, None) for i in range(n)]
    for i in range(n): nodes[i].next = nodes[i - 1 if i % 10 else min(i + 9, n - 1)]
    return nodes


def final_self(n):
    nodes = [Final(i, None) for i in range(n)]
    for node in nodes: node.next = node
    return nodes


def final_random(n): return shuffle([Final(i, None) for i in range(n)])


def final_owner(n):
    "each with a dict and list of plain things"
    return [Final({"a": i, "b": [i]}, [i, (i, i)]) for i in range(n)]


called = 0


def callback(ref):
    global called
    called += 1


refs = []


def weak(n):
    nodes = [Node(i, None) for i in range(n)]
    refs.extend([weakref.ref(node) for node in nodes])
    return nodes


def weak_callbacks(n):
    nodes = [Node(i, None) for i in range(n)]
    refs.extend([weakref.ref(node, callback) for node in nodes])
    return nodes


def weak_cycles(n):
    nodes = instances_cycles(n)
    refs.extend([weakref.ref(node, callback) for node in nodes])
    return nodes


def weak_values(n):
    d = weakref.WeakValueDictionary()
    nodes = [Node(i, None) for i in range(n)]
    for i in range(n): d[i] = nodes[i]
    refs.append(d)
    return nodes


def generators(n):
    def g(i):
        yield i
        yield i
    out = [g(i) for i in range(n)]
    for o in out: next(o)
    return out


def generators_try(n):
    def g(i):
        try:
            yield i
        finally:
            Final.count += 1
    out = [g(i) for i in range(n)]
    for o in out: next(o)
    return out


class Suspend:
    def __await__(self): yield 1


def coroutines(n):
    s = Suspend()
    async def g(i):
        await s
        return i
    out = [g(i) for i in range(n)]
    for o in out: o.send(None)
    return out


def tuples(n): return [(i, (i,)) for i in range(n)]


def tuples_random(n):
    items = [[i] for i in range(n)]
    out = []
    place = 1
    for i in range(n):
        place = (place * 1103515245 + 12345) & 0xFFFFFFFF
        out.append((i, out[(place >> 4) % (i or 1)] if i else None))
    return out


def closures(n):
    def make(i):
        def f(): return i
        return f
    return [make(i) for i in range(n)]


def closures_cycles(n):
    def make(i):
        def f(): return f, i
        return f
    return [make(i) for i in range(n)]


def strings(n): return [str(i) * 5 for i in range(n)]


kind = sys.argv[1]
count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
gc.disable()
times = [time.process_time()]
live = globals()[kind](count)
times.append(time.process_time())
gc.collect()
times.append(time.process_time())
live = None
found = gc.collect()
times.append(time.process_time())
x = [[i] for i in range(1000000)]
times.append(time.process_time())
build, alive, dropped, made = (after - before for before, after in zip(times, times[1:]))
print(f"{kind:18} build {build:6.2f}  live {alive:6.2f}  drop and collect {dropped:6.2f}  new {made:6.2f}", found, Final.count, called)
