# One call in the source, callables of every kind in turn: instructions that specialized on one must tell the next.
import math


def plain(a):
    return ('plain', a)


def variadic(*a):
    return ('variadic', len(a))


class Holder:
    pass


class Method:
    f = plain


class Own:
    def f(self, x):
        return ('own', x)


class Variadic:
    def f(*a):
        return ('method', len(a))


class Static:
    @staticmethod
    def f(x):
        return ('static', x)


class Class:
    @classmethod
    def f(cls, x):
        return (cls.__name__, x)


class Made:
    def __init__(self, x=None):
        self.x = x

    def __repr__(self):
        return f'Made({self.x})'


class Inner:
    f = Made


class Callable:
    def __call__(self, *a):
        return ('callable', a)


def holding(value):
    holder = Holder()
    holder.f = value
    return holder


objects = {
    'function': holding(plain), 'native': holding(abs), 'variadic': holding(variadic), 'bound': holding(Own().f), 'class': holding(Made),
    'builtin class': holding(str), 'bound native': holding([1, 2].count), 'callable': holding(Callable()), 'method': Method(), 'own': Own(),
    'many': Variadic(), 'static': Static(), 'classmethod': Class(), 'of a class': Method, 'class in class': Inner(), 'nothing': holding(None),
}


def make_site():
    source = 'def site(o):\n    try:\n        return o.f(1)\n    except TypeError as error:\n        return str(error)\n'
    names = {}
    exec(source, names)
    return names['site']


for first_name, first in objects.items():
    site = make_site()
    results = [site(first), site(first), site(first)]
    for name, other in objects.items():
        results.append(site(other))
        results.append(site(first))
    print(first_name)
    for result in results:
        print('   ', result)


def make_plain_site():
    names = {}
    exec('def site(f):\n    try:\n        return f(1)\n    except TypeError as error:\n        return str(error)\n', names)
    return names['site']


callables = [plain, abs, variadic, Own().f, Made, str, [1].count, Callable(), Static.f, Class.f, math.sqrt, None, lambda: 0, Own.f]
for first in callables:
    site = make_plain_site()
    results = [site(first), site(first)]
    for other in callables:
        results.append(site(other))
        results.append(site(first))
    for result in results:
        print(result)


def deep(o, n):
    # The call cannot be entered: what was put in place of the receiver must be taken away.
    try:
        return o.f(n)
    except RecursionError:
        return 'too deep'


class Recursive:
    def __init__(self):
        self.f = self.go

    def go(self, n):
        return deep(self, n + 1)


print(deep(Recursive(), 0))
print(deep(holding(plain), 0), deep(Own(), 0))
