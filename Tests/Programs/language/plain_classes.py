# Instances of classes without __init__, while the class changes under the call.
class A:
    pass


class B(A):
    __slots__ = ('x',)


class Space:
    Inner = A


def make(n):
    for i in range(n):
        a = A()
        b = B()
        c = Space.Inner()
        print(type(a).__name__, type(b).__name__, type(c).__name__, hasattr(a, 'made'))


make(3)
for arguments in ((), (1,)):
    for cls in (A, B, int, object):
        try:
            print(type(cls(*arguments)).__name__)
        except TypeError as e:
            print(e)
A.__init__ = lambda self: setattr(self, 'made', 1)
make(2)
del A.__init__
make(2)
A.__new__ = staticmethod(lambda cls: print('new', cls.__name__) or object.__new__(cls))
make(1)
del A.__new__
make(1)
A.__del__ = lambda self: None
make(1)
del A.__del__


class Meta(type):
    def __call__(cls):
        return 'called'


class M(metaclass=Meta):
    pass


for _ in range(3):
    print(M())


class C:
    pass


def with_argument():
    for i in range(3):
        try:
            C(i)
        except TypeError as e:
            print(e)


with_argument()
for text in ('0', '007', '123456789012345678', '1234567890123456789', '99999999999999999999', '', ' 5 ', '-5', '+5', '1_000', '1__0', '٣', '12a', '0x10'):
    try:
        print(int(text), int(text, 10))
    except ValueError as e:
        print(e)
