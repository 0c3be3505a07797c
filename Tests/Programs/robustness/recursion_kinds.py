# Recursion of every kind ends in RecursionError, with the message that says where; afterwards everything works.
import sys


def kind(name, action):
    try:
        action()
    except BaseException as error:
        # Classes nest in native code: how deep depends on the size of its frames, and with it what the message names.
        print(name, type(error).__name__, '' if name in ('init_subclass', 'set_name', 'class', 'prepare', 'mro_entries') else error)
    else:
        print(name, 'ok')


# Chains of special methods.
class Loop:
    def __call__(self): return self()
    def __getattr__(self, name): return getattr(self, name)
    def __eq__(self, other): return self == other
    def __lt__(self, other): return self < other
    def __hash__(self): return hash(self)
    def __add__(self, other): return self + other
    def __radd__(self, other): return other + self
    def __iadd__(self, other): self += other
    def __index__(self): return range(10)[self]
    def __int__(self): return int(self)
    def __float__(self): return float(self)
    def __complex__(self): return complex(self)
    def __len__(self): return len(self)
    def __bool__(self): return not self
    def __iter__(self): return iter(self)
    def __next__(self): return next(self)
    def __contains__(self, item): return item in self
    def __getitem__(self, item): return self[item]
    def __setitem__(self, item, value): self[item] = value
    def __delitem__(self, item): del self[item]
    def __repr__(self): return repr(self)
    def __str__(self): return str(self)
    def __format__(self, spec): return format(self, spec)
    def __enter__(self):
        with self: pass
    def __exit__(self, *details): pass
    def __bytes__(self): return bytes(self)
    def __reversed__(self): return reversed(self)
    def __length_hint__(self): return [*self]
    def __dir__(self): return dir(self)
    def __round__(self): return round(self)
    def __abs__(self): return abs(self)
    def __neg__(self): return -self
    def __divmod__(self, other): return divmod(self, other)
    def __pow__(self, other, modulus=None): return pow(self, other, modulus)
    def __matmul__(self, other): return self @ other
    def __setattr__(self, name, value): setattr(self, name, value)
    def __delattr__(self, name): delattr(self, name)
    def __missing__(self, key): return self[key]
    @property
    def prop(self): return self.prop
    @prop.setter
    def prop(self, value): self.prop = value


loop = Loop()


def enter():
    with loop: pass


def add_in_place():
    x = loop
    x += 1


ACTIONS = {
    'call': lambda: loop(), 'getattr': lambda: loop.missing, 'eq': lambda: loop == 1, 'ne': lambda: loop != 1, 'lt': lambda: loop < 1, 'hash': lambda: hash(loop),
    'add': lambda: loop + 1, 'radd': lambda: 1 + loop, 'iadd': add_in_place, 'index': lambda: [1, 2][loop], 'int': lambda: int(loop), 'float': lambda: float(loop),
    'complex': lambda: complex(loop), 'len': lambda: len(loop), 'bool': lambda: bool(loop), 'iter': lambda: iter(loop), 'for': lambda: [0 for _ in loop],
    'next': lambda: next(loop), 'in': lambda: 1 in loop, 'getitem': lambda: loop[1], 'setitem': lambda: loop.__setitem__(1, 2), 'delitem': lambda: loop.__delitem__(1),
    'repr': lambda: repr(loop), 'str': lambda: str(loop), 'format': lambda: format(loop), 'fstring': lambda: f'{loop}', 'fstring repr': lambda: f'{loop!r}',
    'percent': lambda: '%s' % loop, 'percent d': lambda: '%d' % loop, 'str.format': lambda: '{}'.format(loop), 'with': enter, 'bytes': lambda: bytes(loop), 'reversed': lambda: reversed(loop),
    'dir': lambda: dir(loop), 'round': lambda: round(loop), 'abs': lambda: abs(loop), 'neg': lambda: -loop, 'divmod': lambda: divmod(loop, 1), 'pow': lambda: pow(loop, 2, 3),
    'matmul': lambda: loop @ 1, 'setattr': lambda: setattr(loop, 'x', 1), 'delattr': lambda: delattr(loop, 'x'), 'property': lambda: loop.prop, 'property set': lambda: setattr(Loop, 'x', 1) or Loop.prop.fset(loop, 1),
    'sorted': lambda: sorted([loop, Loop()]), 'min': lambda: min([loop, Loop()]), 'max': lambda: max(loop, Loop()), 'sum': lambda: sum([loop, loop]), 'list eq': lambda: [loop] == [Loop()],
    'list in': lambda: Loop() in [loop], 'index of': lambda: [loop].index(Loop()), 'count': lambda: [loop].count(Loop()), 'remove': lambda: [loop].remove(Loop()), 'dict': lambda: {loop: 1},
    'set': lambda: {loop}, 'dict get': lambda: {}.get(loop), 'dict eq': lambda: {1: loop} == {1: Loop()}, 'tuple eq': lambda: (loop,) == (Loop(),), 'tuple lt': lambda: (loop,) < (Loop(),),
    'tuple hash': lambda: hash((loop,)), 'list repr': lambda: repr([loop]), 'dict repr': lambda: repr({1: loop}), 'slice': lambda: [1, 2][loop:], 'range': lambda: range(loop),
    'print': lambda: print(loop), 'join': lambda: ''.join(loop), 'map': lambda: list(map(loop, [1])), 'zip': lambda: list(zip(loop)), 'enumerate': lambda: list(enumerate(loop)),
    'filter': lambda: list(filter(lambda x: loop, [1])), 'any': lambda: any([loop]), 'all': lambda: all([loop]), 'unpack': lambda: (lambda a, b: 0)(*loop), 'star': lambda: [*loop],
    'chr': lambda: chr(loop), 'hex': lambda: hex(loop), 'list mul': lambda: [1] * loop, 'str mul': lambda: 'a' * loop, 'list insert': lambda: [].insert(loop, 1),
    'int.from': lambda: int('1', loop), 'bytearray': lambda: bytearray(loop), 'isinstance': lambda: isinstance(loop, 1), 'raise from': lambda: setattr(loop, '__cause__', 1),
}
for name in ACTIONS:
    kind(name, ACTIONS[name])


# Lookups.
class Attribute:
    def __getattribute__(self, name): return self.x


class Descriptor:
    def __get__(self, instance, owner): return instance.d if instance is not None else owner.d
    def __set__(self, instance, value): instance.d = value
    def __delete__(self, instance): del instance.d


class Holder:
    d = Descriptor()


class Meta(type):
    def __call__(cls, *arguments): return cls(*arguments)
    def __instancecheck__(cls, instance): return isinstance(instance, cls)
    def __subclasscheck__(cls, other): return issubclass(other, cls)
    def __getattr__(cls, name): return getattr(cls, name)
    def __iter__(cls): return iter(cls)
    def __contains__(cls, item): return item in cls
    def __len__(cls): return len(cls)


class WithMeta(metaclass=Meta): pass


class Subclassed:
    def __init_subclass__(cls, **kw):
        class Inner(Subclassed): pass


class Bases:
    def __mro_entries__(self, bases): return type('X', (), {}).__bases__ and types_resolve(self)


def types_resolve(value):
    class A(value): pass


class SetName:
    def __set_name__(self, owner, name):
        class A: x = SetName()


class Prepare(type):
    @classmethod
    def __prepare__(meta, name, bases):
        class A(metaclass=Prepare): pass


class New:
    def __new__(cls): return cls()


class Init:
    def __init__(self): Init()


class ClassGetItem:
    def __class_getitem__(cls, item): return cls[item]


class Wrapped:
    @property
    def __class__(self): return self.__class__


def make_subclass():
    class A(Subclassed): pass


def make_bases():
    class A(Bases()): pass


def make_set_name():
    class A: x = SetName()


def make_prepare():
    class A(metaclass=Prepare): pass


for name, action in {
    'getattribute': lambda: Attribute().y, 'descriptor get': lambda: Holder().d, 'descriptor class': lambda: Holder.d, 'descriptor set': lambda: setattr(Holder(), 'd', 1),
    'descriptor del': lambda: delattr(Holder(), 'd'), 'metaclass call': lambda: WithMeta(), 'instancecheck': lambda: isinstance(1, WithMeta), 'subclasscheck': lambda: issubclass(int, WithMeta),
    'metaclass getattr': lambda: WithMeta.name, 'metaclass iter': lambda: list(WithMeta), 'metaclass in': lambda: 1 in WithMeta, 'metaclass len': lambda: len(WithMeta), 'init_subclass': make_subclass, 'mro_entries': make_bases,
    'set_name': make_set_name, 'prepare': make_prepare, 'new': New, 'init': Init, 'class_getitem': lambda: ClassGetItem[1], '__class__': lambda: isinstance(Wrapped(), int),
}.items():
    kind(name, action)


# Generators, coroutines, iterators.
def endless():
    yield from endless()


def endless_for():
    for x in endless_for(): yield x


def chained(n):
    yield n
    yield from chained(n + 1)


async def coroutine():
    await coroutine()


async def asynchronous():
    async for x in asynchronous(): yield x


def by_send():
    g = chained(1)
    while True: g.send(None)


def by_throw():
    def inner():
        try: yield
        except ValueError: g = inner(); next(g); g.throw(ValueError)
    g = inner()
    next(g)
    g.throw(ValueError)


def by_close():
    def inner():
        try: yield
        finally: g = inner(); next(g); g.close()
    g = inner()
    next(g)
    g.close()


def by_lambda():
    f = lambda: f()
    f()


def by_default():
    def inner(x=by_default()): pass


def by_decorator():
    @by_decorator
    def f(): pass


def by_class():
    class A: by_class()


def by_comprehension(): return [by_comprehension() for _ in [1]]
def by_generator(): return list(by_generator() for _ in [1])
def by_key(): return sorted([2, 1], key=lambda x: by_key())
def by_max(): return max([2, 1], key=lambda x: by_max())
def by_map(): return list(map(lambda x: by_map(), [1]))
def by_filter(): return list(filter(lambda x: by_filter(), [1]))
def by_reduce(): return __import__('_functools').reduce(lambda x, y: by_reduce(), [1, 2])
def by_exec(): exec('by_exec()')
def by_eval(): return eval('by_eval()')
def by_import(): return __import__('by_import', globals(), locals(), [], -by_import())
def by_unpacking(): return by_unpacking(*[by_unpacking() for _ in [1]])
def by_keywords(**kw): return by_keywords(**kw)
def by_finally():
    try: by_finally()
    finally: by_finally_done = 1
def by_except():
    try: raise ValueError
    except ValueError: by_except()
def by_match():
    match by_match():
        case 1: pass
def by_isinstance(): return isinstance(1, by_isinstance())
def by_join(): return ''.join([by_join()])
def by_iter(): return list(iter(by_iter, 1))
def by_super():
    class A:
        def f(self): return super().__getattribute__('f')()
    A().f()
def by_partial(): return __import__('_functools').partial(by_partial)()


for name, action in {
    'yield from': lambda: list(endless()), 'for generator': lambda: list(endless_for()), 'chained': by_send, 'throw': by_throw, 'close': by_close,
    'coroutine': lambda: coroutine().send(None), 'async generator': lambda: asynchronous().__anext__().send(None), 'lambda': by_lambda, 'default': by_default, 'decorator': by_decorator, 'class': by_class,
    'comprehension': by_comprehension, 'generator expression': by_generator, 'key': by_key, 'max key': by_max, 'map call': by_map, 'filter call': by_filter,
    'exec': by_exec, 'eval': by_eval, 'import': by_import, 'unpacking': by_unpacking, 'keywords': lambda: by_keywords(a=1), 'finally': by_finally, 'except': by_except,
    'match': by_match, 'isinstance call': by_isinstance, 'join call': by_join, 'iter call': by_iter, 'super': by_super, 
}.items():
    kind(name, action)
print('still', sum(range(10)), [x for x in map(str, (1, 2))], sorted('cab'), f'{1:>3}', loop is loop)
