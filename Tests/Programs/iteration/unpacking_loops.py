# One loop that unpacks what iterators of many classes give, one after the other.
import itertools

def loop(source):
    out = []
    for a, b in source: out.append((a, b))
    return out

def pairs(n):
    for i in range(n): yield i, i

class Own:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration
        return [self.n, -self.n]

class Product(itertools.product):
    def __next__(self): return super().__next__()[::-1]

sources = [
    lambda: itertools.product((1, 2), 'ab'), lambda: zip((1, 2), 'ab'), lambda: {1: 2, 3: 4}.items(), lambda: enumerate('xy'), lambda: pairs(2), Own,
    lambda: itertools.permutations((1, 2, 3), 2), lambda: itertools.zip_longest('abc', 'x'), lambda: itertools.combinations('abc', 2), lambda: ['ab', (1, 2)],
    lambda: itertools.pairwise('abc'), lambda: Product((1, 2), 'ab'), lambda: reversed([(1, 2), 'cd']), lambda: itertools.repeat((7, 8), 2),
    lambda: map(divmod, (7, 8), (2, 3)), lambda: itertools.chain([(1, 2)], zip('a', 'b')), lambda: {1: 2}.items() | {(3, 4)}, lambda: iter(('ab', 'cd')),
]
for _ in range(2):
    for source in sources: print(sorted(loop(source()), key=str) if 'set' in type(source()).__name__ else loop(source()))
for source in sources: print(loop(source())[:1], loop(source())[-1:])
for bad in ([(1, 2, 3)], itertools.product((1,), (2,), (3,)), itertools.combinations('abc', 3), itertools.repeat(5, 1), itertools.permutations('a', 1)):
    try: print(loop(bad))
    except (ValueError, TypeError) as e: print(type(e).__name__, e)

class Int(int): pass
class Text(str): pass
class Borrowed: __add__ = int.__add__; __getitem__ = str.__getitem__
one = Int(5)
print(one + 1, 1 + one, one * one, one - True, one // 2, one % 3, -one, ~one, one == 5, 5 == one, one < 6, hash(one), one << 2, 2 ** one, bool(Int(0)), abs(Int(-3)), type(one + 1), type(+one))
print(Text('abc')[1], len(Text('abc')), Text('a') + 'b', 'b' in Text('abc'), Text('a') * 3, Text('a') < 'b', [1, 2, 3][Int(1)], list(Text('ab')), True + True, True * 2.5, True & 3, True == 1.0)
for f in (lambda: Borrowed() + 1, lambda: Borrowed()[0]):
    try: print(f())
    except TypeError as e: print(e)
