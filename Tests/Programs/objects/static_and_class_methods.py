# Static and class methods through instances and classes, while classes change.
class A:
    @staticmethod
    def s(x): return 'As', x
    @classmethod
    def c(cls, x): return 'Ac', cls.__name__, x
    value = len
    number = 3


class B(A):
    pass


class C(A):
    @classmethod
    def c(cls, x): return 'Cc', cls.__name__, super().c(x)
    @staticmethod
    def s(x): return 'Cs', x


def run(objects):
    for n in range(3):
        for o in objects:
            print(o.s(n), o.c(n), o.value('abc'))


run([A(), B(), C(), A, B, C])


def change():
    a, b = A(), B()
    for n in range(4):
        print(a.s(n), b.c(n), A.s(n), B.c(n))
        if n == 0:
            B.c = classmethod(lambda cls, x: ('new', cls.__name__, x))
        if n == 1:
            a.s = lambda x: ('instance', x)
            b.c = lambda x: ('instance c', x)
        if n == 2:
            A.s = lambda self, x: ('method', type(self).__name__, x)
            del B.c


try:
    change()
except TypeError as e:
    print(e)


class Meta(type):
    @classmethod
    def m(mcs, x): return 'meta', mcs.__name__, x
    def p(cls): return 'plain', cls.__name__


class D(metaclass=Meta):
    @classmethod
    def d(cls): return cls.__name__, cls.p(), cls.m(1)


for _ in range(3):
    print(D.d(), D().d(), D.m(2), D.p())


class Callable:
    def __call__(self, *args): return 'called', len(args)


class E:
    c = classmethod(Callable())
    s = staticmethod(Callable())
    w = classmethod(staticmethod(len))
    f = classmethod(dict)


for _ in range(3):
    print(E().c(1), E().s(1), E.c(1), E.s(1))
    for o in (E, E()):
        try:
            print(o.w())
        except TypeError as e:
            print(type(e).__name__)


class F:
    @classmethod
    def make(cls, *a, k=1): return cls.__name__, a, k
    from_keys = dict.fromkeys


class G(F):
    def __getattribute__(self, name):
        print('asked', name)
        return super().__getattribute__(name)


for _ in range(3):
    print(F.make(1, 2), F().make(k=3), F.make(*[1]), G().make(), F.from_keys('ab'), {}.fromkeys([1], 2), dict.fromkeys((1,)))
sm = staticmethod(lambda: 'first')
class H: s = sm
for _ in range(3): print(H.s(), H().s())
for _ in range(3):
    m = A.c; print(m(5), m.__self__ is A, A().c.__self__ is A)
