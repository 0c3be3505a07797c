"""What patterns take classes for, copies of built-in objects with attributes, references of subclasses."""
import collections, collections.abc, copy, weakref

def kind(x):
    match x:
        case [*_]: first = 'sequence'
        case {}: first = 'mapping'
        case _: first = 'other'
    match x:
        case {}: second = 'mapping'
        case [*_]: second = 'sequence'
        case _: second = 'other'
    return first, second

class C: pass
class M1(collections.UserDict, collections.abc.Sequence): pass
class M2(C, collections.UserDict, collections.abc.Sequence): pass
class M3(collections.UserDict, C, list): pass
class M4(dict, collections.abc.Sequence, C): pass
class S1(collections.UserList, collections.abc.Mapping): pass
class S2(C, collections.UserList, collections.abc.Mapping): pass
class S3(list, C, collections.abc.Mapping): pass
class S4(collections.UserList, dict, C): pass
for x in M1(), M2(), M3(), M4(), S1(), S2(), S3(), S4(): print(type(x).__name__, kind(x))
for x in 'x', b'x', bytearray(b'x'), memoryview(b'x'), range(2), (), [], {}, set(), collections.deque(), collections.OrderedDict(), collections.defaultdict(), {}.keys(), 3: print(type(x).__name__, kind(x))
class Late: pass
class Later(Late): pass
collections.abc.Sequence.register(Late)
print(kind(Late()), kind(Later()))

for base in (bytearray, set, frozenset, list, dict, tuple, str, bytes, int, float):
    slots = {} if base in (tuple, bytes, int) else {'__slots__': ('x', '__dict__')}
    cls = type('Sub', (base,), slots)
    globals()['Sub'] = cls
    a = cls()
    a.x = 1; a.y = [2]
    for f in copy.copy, copy.deepcopy:
        b = f(a)
        print(base.__name__, type(b).__name__, b == a, b.x, b.y, b.y is a.y)

class Ref(weakref.ref): pass
c = C()
r1 = Ref(c); r2 = weakref.ref(c); r3 = Ref(c); r4 = weakref.ref(c, print); p = weakref.proxy(c)
refs = weakref.getweakrefs(c)
print([{id(r1): 1, id(r2): 2, id(r3): 3, id(r4): 4, id(p): 5}[id(r)] for r in refs], weakref.ref(c) is r2, r1 is not r3)
class Config(dict):
    def __getattr__(self, name): return self[name]
config = Config(a=1)
print('Config' in repr(weakref.ref(config)))

b = bytearray(range(10))
b[1:-1:2] = b''
print(list(b))
v = memoryview(b)
for action in (lambda: b.__setitem__(slice(1, -1, 2), b''), lambda: b.__setitem__(slice(1, 3), b''), lambda: b.__delitem__(slice(0, 4, 2)), b.clear):
    try: action()
    except BufferError as e: print(e)
for args in ((None,), (None, 0), ('',), ('xx',), ('\xff',), (b'\xff',), (3,), (':', 0), ('-', -2)):
    try: print(b'\xb9\x01\xef'.hex(*args))
    except Exception as e: print(type(e).__name__, e)
class WithBytes(str):
    def __bytes__(self): return B(b'abc')
class B(bytes): pass
print(bytes(WithBytes('\u20ac')), type(bytes(WithBytes('x'))).__name__, bytes(WithBytes('\u20ac'), 'iso8859-15'), type(B(WithBytes('x'))).__name__)
separator = bytearray(b',')
def items():
    separator.clear()
    yield b'A'
try: separator.join(items())
except BufferError as e: print(e)
print(separator.join([b'x', b'y']), separator)
