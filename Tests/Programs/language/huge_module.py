# Bodies of modules with more names, calls and attributes than there are inline caches.
code = compile("x = y\ny = x\nz = x\n" * 12000 + "x += 1\n", "<huge>", "exec")
namespace = {"y": 1}
for _ in range(3):
    exec(code, namespace)
    print(namespace["x"], namespace["y"], namespace["z"])

class Counter:
    kind = 3
    def __init__(self):
        self.count = 0
    def add(self, by=1):
        self.count += by
    @property
    def double(self):
        return 2 * self.count
    @classmethod
    def name(cls):
        return cls.__name__
    @staticmethod
    def three():
        return 3

class Derived(Counter):
    def add(self, by=1):
        super().add(by)

def plus(a, b=1):
    return a + b

source = """
total = plus(total)
c.count = plus(c.count, 2)
c.add()
c.add(2)
d.add(c.kind)
total += c.double + Counter.three() + len(c.name()) + d.three() + int("4")
bound()
items = list(range(2))
for item in items: total += item
for item in {1: 2}.items(): total += item[0]
for item in c_iterator(): total += item
e = Counter()
e.extra = total
f = Plain()
s = str(total).strip().upper()
"""
def c_iterator():
    yield 1
    yield 2
class Plain:
    pass
code = compile("def body(total, c, d, bound):" + source.replace("\n", "\n    ") * 2500 + "\n    return total, c.count, d.count, e.extra, s, type(f).__name__\n", "<huge>", "exec")
exec(code)
for _ in range(2):
    c, d = Counter(), Derived()
    print(body(1, c, d, c.add))
code = compile(source * 2000, "<huge>", "exec")
namespace.update(plus=plus, Counter=Counter, Plain=Plain, c_iterator=c_iterator)
for _ in range(2):
    c, d = Counter(), Derived()
    namespace.update(total=1, c=c, d=d, bound=c.add)
    exec(code, namespace)
    print(namespace["total"], c.count, d.count, namespace["s"])
