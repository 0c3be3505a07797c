"""Bytes of resident memory for each of a million objects of a kind, of two interpreters.

    python3.13 kinds.py compare krait [kind …]
"""
import sys, time, gc
from collections import deque


class P:
    def __init__(self, a, b): self.a = a; self.b = b


class S:
    __slots__ = ("a", "b")
    def __init__(self, a, b): self.a = a; self.b = b


class M:
    def m(self): pass


def sets(n): return [{i} for i in range(n)]


def empty_sets(n): return [set() for i in range(n)]


def frozensets(n): return [frozenset((i, i + 1)) for i in range(n)]


def large_sets(n): return [set(range(i, i + 20)) for i in range(n // 20)]


def one_set(n): return {i for i in range(n)}


def dicts(n): return [{"a": i, "b": i} for i in range(n)]


def dicts_10(n): return [{i + j: i for j in range(10)} for i in range(n // 10)]


def empty_dicts(n): return [{} for i in range(n)]


def nested_dicts(n): return [{"a": {"b": {"c": i}}} for i in range(n // 3)]


def one_dict(n): return {i: i for i in range(n)}


def strings_1(n): return [chr(1000 + i % 50000) + "" for i in range(n)]


def strings_4(n): return ["%04d" % (i % 10000) for i in range(n)]


def strings_7(n): return ["%07d" % i for i in range(n)]


def strings_16(n): return ["%016d" % i for i in range(n)]


def strings_24(n): return ["%024d" % i for i in range(n)]


def strings_40(n): return ["%040d" % i for i in range(n)]


def strings_2byte(n): return ["\u1234%010d" % i for i in range(n)]


def pairs(n): return [(i, i) for i in range(n)]


def singles(n): return [(i,) for i in range(n)]


def triples(n): return [(i, i, i) for i in range(n)]


def bytes_10(n): return [b"%010d" % i for i in range(n)]


def bytes_10_alone(n): return [i.to_bytes(10, "big") for i in range(n)]


def strings_6_alone(n): return [str(i + 100000) for i in range(n)]


def bytes_20(n): return [b"%020d" % i for i in range(n)]


def bytearrays(n): return [bytearray(10) for i in range(n)]


def ints(n): return [i + 1000 for i in range(n)]


def ints_62(n): return [(1 << 62) + i for i in range(n)]


def ints_100(n): return [(1 << 100) + i for i in range(n)]


def floats(n): return [i * 1.5 for i in range(n)]


def floats_zero(n): return [i * 1e200 for i in range(n)]


def complexes(n): return [complex(i, i) for i in range(n)]


def bound_methods(n):
    m = M(); return [m.m for i in range(n)]


def closures(n):
    def make(i):
        def f(): return i
        return f
    return [make(i) for i in range(n)]


def lambdas(n): return [lambda: 0 for i in range(n)]


def generators(n):
    def g(i):
        yield i
    out = [g(i) for i in range(n)]
    for x in out: next(x)
    return out


def generator_expressions(n): return [(x for x in ()) for i in range(n)]


def coroutines(n):
    class A:
        def __await__(self): yield 1
    a = A()
    async def g(i): await a
    out = [g(i) for i in range(n)]
    for x in out: x.send(None)
    return out


def deques(n): return [deque((i,)) for i in range(n // 10)]


def one_deque(n): return deque(range(n))


def lists(n): return [[i] for i in range(n)]


def empty_lists(n): return [[] for i in range(n)]


def lists_appended(n):
    out = []
    for i in range(n // 5):
        x = []
        for j in range(5): x.append(j)
        out.append(x)
    return out


def list_of_lists(n): return [[[0] * 10 for j in range(10)] for i in range(n // 100)]


def instances(n): return [P(i, i) for i in range(n)]


def slots(n): return [S(i, i) for i in range(n)]


def empty_instances(n): return [M() for i in range(n)]


def objects(n): return [object() for i in range(n)]


def exceptions(n): return [ValueError(i) for i in range(n)]


def weakrefs(n):
    import weakref
    global keep
    keep = [M() for i in range(n)]
    sample()
    return [weakref.ref(x) for x in keep]


def ranges(n): return [range(i) for i in range(n)]


def slices(n): return [slice(i) for i in range(n)]


def iterators(n):
    l = [1]
    return [iter(l) for i in range(n)]


def classes(n):
    return [type("C", (), {}) for i in range(n // 100)]


def partials(n):
    from functools import partial
    return [partial(len, i) for i in range(n)]


def sample():
    gc.collect(); print("look", flush=True); time.sleep(0.1)


def resident(interpreter, kind):
    """What the objects take: the process is looked at whenever it says so."""
    process = subprocess.Popen([interpreter, __file__, kind], stdout=subprocess.PIPE, text=True)
    found = []
    for line in process.stdout:
        with open(f"/proc/{process.pid}/statm") as file:
            found.append(int(file.read().split()[1]) * 4096)
    return (found[-1] - found[-2]) / 1e6


kinds = [name for name, value in globals().items() if type(value) is type(sample) and name not in ("sample", "resident", "deque")]
if sys.argv[1] == "compare":
    import subprocess
    for kind in sys.argv[3:] or kinds:
        own, other = resident(sys.argv[2], kind), resident(sys.executable, kind)
        print(f"{kind:22} {own:7.1f} {other:7.1f} {own / other:5.2f}", flush=True)
else:
    make = globals()[sys.argv[1]]
    make(1000)
    sample()
    x = make(1000000)
    sample()
