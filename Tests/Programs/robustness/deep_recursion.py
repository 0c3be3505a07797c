# Recursion of every kind ends in RecursionError.
def kind(action):
    try:
        action()
    except BaseException as error:
        print(type(error).__name__)
    else:
        print('ok')


def nested(make, start, depth=50000):
    for _ in range(depth):
        start = make(start)
    return start


# Functions that call themselves through everything that calls.
def plain(n):
    return plain(n + 1)


def by_sort():
    return sorted([3, 1], key=lambda item: by_sort())


def by_map():
    return list(map(lambda item: by_map(), [1]))


def by_join():
    return ''.join(by_join() for _ in [1])


def by_exec():
    exec('by_exec()')


def by_default():
    def inner(x=by_default()):
        pass


def endless():
    yield from endless()


for function in [lambda: plain(0), by_sort, by_map, by_join, by_exec, by_default, lambda: list(endless())]:
    kind(function)


# Special methods.
class Loop:
    def __repr__(self): return repr(self)
    def __bool__(self): return bool(self)
    def __len__(self): return len(self)
    def __hash__(self): return hash(self)
    def __iter__(self): return iter(self)
    def __contains__(self, item): return item in self
    def __getitem__(self, item): return self[item]
    def __call__(self): return self()
    def __neg__(self): return -self
    def __add__(self, other): return self + other
    def __lt__(self, other): return self < other
    def __format__(self, specification): return format(self, specification)
    def __getattr__(self, name): return getattr(self, name + 'x')
    def __setattr__(self, name, value): setattr(self, name, value)


loop = Loop()
for action in [
    lambda: repr(loop), lambda: bool(loop), lambda: len(loop), lambda: hash(loop), lambda: list(loop), lambda: 1 in loop, lambda: loop[1], lambda: loop(),
    lambda: -loop, lambda: loop + 1, lambda: loop < 1, lambda: f'{loop}', lambda: loop.name, lambda: setattr(loop, 'a', 1), lambda: sorted([loop, loop]),
]:
    kind(action)

# Nested data.
for make, start in [(lambda x: [x], []), (lambda x: {1: x}, {})]:
    one, other = nested(make, start), nested(make, start)
    kind(lambda: repr(one))
    kind(lambda: one == other)
    one = other = None
deep = nested(lambda x: (x,), ())
kind(lambda: repr(deep))
# How deep a tuple can be hashed depends on the native stack alone.
try:
    hash(deep)
except RecursionError:
    pass
kind(lambda: isinstance(1, nested(lambda x: (x, str), (int,), 100)))
deep = None

# Classes: a long chain, and super() along it.
class Base:
    def call(self): return 1


chain = Base
for _ in range(1200):
    class chain(chain):
        def call(self): return super().call()
kind(lambda: chain().call())
Base.added = 1
print(chain().added)
