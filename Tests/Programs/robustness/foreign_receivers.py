# Methods and descriptors of built-in classes where another class has them, or bound to what they are not for: never called with such a receiver.
class F:
    append = list.append
    __len__ = list.__len__
    __add__ = list.__add__
    __getitem__ = list.__getitem__
    __iter__ = list.__iter__
    __next__ = type(iter([])).__next__
    __eq__ = list.__eq__
    __hash__ = str.__hash__
    __bool__ = int.__bool__
    __str__ = str.__str__
    __repr__ = list.__repr__
    __index__ = int.__index__
    __contains__ = dict.__contains__
    __call__ = type(len).__call__
    __init__ = list.__init__
    __get__ = property.__get__
    __setattr__ = type.__setattr__
class H: prop = type(len).__dict__['__name__']; cell = type(lambda: 0).__dict__['__code__']
for i in range(4):
    for use in (lambda f: f.append(1), len, lambda f: f + 1, lambda f: f[0], list, next, lambda f: f == 1, hash, bool, str, repr, lambda f: [1, 2][f], lambda f: 1 in f, lambda f: f()):
        try: use(object.__new__(F))
        except TypeError as e: print(e)
        else: print('ok')
    for use in (F, lambda: H().prop, lambda: H().cell):
        try: use()
        except TypeError as e: print(e)
        else: print('ok')
def again(f):
    f.append(1)
for i in range(4):
    try: again(F())
    except TypeError as e: print(e)
    try: again(object.__new__(F))
    except TypeError as e: print(e)
def attempt(use):
    for i in range(3):
        try: print(use())
        except (TypeError, AttributeError, RuntimeError) as e: print(type(e).__name__, e)


class Base: append = list.append; upper = str.upper; real = int.real; fromkeys = dict.__dict__['fromkeys']; maketrans = str.__dict__['maketrans']; bit = int.bit_length
class F(Base):
    __next__ = type(iter([])).__next__
    def __iter__(self): return self
    def call_super(self): return super().append(1)
    def get_super(self): return super().append
    __await__ = None
def delegate(x): yield from x
f = F()
attempt(lambda: getattr(f, 'append')(1))
attempt(lambda: (m := f.append) and m(1))
attempt(lambda: list.append.__get__(f)(1))
attempt(lambda: list.append.__get__(f, F)(1))
attempt(lambda: list.append.__get__(None, F)(f, 1))
attempt(lambda: list.__dict__['append'].__get__(f)(1))
attempt(lambda: list.append(f, 1))
attempt(lambda: F.append(f, 1))
attempt(lambda: f.call_super())
attempt(lambda: f.get_super())
attempt(lambda: super(F, f).append(1))
attempt(lambda: f.upper())
attempt(lambda: f.real)
attempt(lambda: f.bit())
attempt(lambda: f.fromkeys([1]))
attempt(lambda: dict.__dict__['fromkeys'].__get__(f)([1]))
attempt(lambda: dict.__dict__['fromkeys'].__get__(None, F)([1]))
attempt(lambda: dict.__dict__['fromkeys'].__get__(None, int)([1]))
attempt(lambda: f.maketrans({}))
attempt(lambda: list(delegate(f)))
attempt(lambda: [*f])
attempt(lambda: [x for x in f])
attempt(lambda: next(f))
attempt(lambda: next(delegate(f)))
attempt(lambda: list(map(list.append, [f], [1])))
attempt(lambda: sorted([f, f], key=list.__len__))
attempt(lambda: list(filter(str.isalpha, [f])))
attempt(lambda: max([f], key=str.upper))
attempt(lambda: str.__init__(f))
attempt(lambda: list.__init__(f, [1]))
attempt(lambda: dict.__init__(f, a=1))
attempt(lambda: object.__init__(f))
attempt(lambda: type.__call__(f))
attempt(lambda: type.__init__(f, 1))
attempt(lambda: BaseException.__setstate__(f, {}))
attempt(lambda: type.mro(f))
attempt(lambda: property.getter(f, 1))
attempt(lambda: property().fget.__get__(f))
attempt(lambda: int.from_bytes.__get__(f))
attempt(lambda: (lambda: 0).__call__.__get__(f))
attempt(lambda: type(f.call_super).__get__(f, f))
attempt(lambda: type((x for x in [])).send(f, 1))
attempt(lambda: type((x for x in [])).__dict__['gi_frame'].__get__(f))
attempt(lambda: type((x for x in [])).__dict__['gi_frame'].__get__(f, F))
attempt(lambda: type(lambda: 0).__dict__['__name__'].__set__(f, 'F'))
attempt(lambda: type(lambda: 0).__dict__['__name__'].__delete__(f))
attempt(lambda: type.__dict__['__mro__'].__get__(f))
attempt(lambda: type.__dict__['__name__'].__get__(f))
attempt(lambda: object.__dict__['__class__'].__get__(f))
attempt(lambda: BaseException.__dict__['args'].__get__(f))
attempt(lambda: OSError.__dict__['errno'].__get__(ValueError()))
attempt(lambda: UnicodeDecodeError.__dict__['start'].__get__(UnicodeEncodeError('a', 'b', 1, 2, 'c')))
attempt(lambda: slice.indices(f, 1))
attempt(lambda: range.__dict__['start'].__get__(f))
attempt(lambda: memoryview.tobytes(bytearray(b'a')))
attempt(lambda: bytearray.append(b'a', 1))
attempt(lambda: set.add(frozenset(), 1))
attempt(lambda: frozenset.__hash__(set()))
attempt(lambda: dict.keys({}.items()))
attempt(lambda: type({}.keys()).isdisjoint({}.values(), []))
attempt(lambda: type(iter([])).__next__(iter(())))
attempt(lambda: type(iter({})).__next__(iter({}.values())))
attempt(lambda: type(zip()).__next__(map(int, [])))
attempt(lambda: str.join(b',', []))
attempt(lambda: int.__add__(1.0, 1))
attempt(lambda: int.__add__(True, 1))
attempt(lambda: bool.__and__(1, 1))
attempt(lambda: float.__new__(int))
attempt(lambda: int.__new__(bool, 1))
attempt(lambda: object.__new__(int))
attempt(lambda: dict.__new__(F))
attempt(lambda: BaseException.__new__(F))
attempt(lambda: BaseException.__new__(OSError))
attempt(lambda: OSError.__new__(ValueError))
attempt(lambda: tuple.__new__(type('T', (tuple,), {}), [1]))
attempt(lambda: tuple.__new__(list))
attempt(lambda: type.__new__(object, 'a', (), {}))
