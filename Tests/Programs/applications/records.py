"""Descriptors, a dataclass of our own, validation, metaclass with __prepare__, registries, slots, properties."""
class Field:
    def __init__(self, type=object, default=..., *, check=None): self.type, self.default, self.check = type, default, check
    def __set_name__(self, owner, name): self.name = name; owner.__dict__.get('_order', []).append(name)
    def __get__(self, obj, owner=None):
        if obj is None: return self
        try: return obj.__dict__[self.name]
        except KeyError:
            if self.default is ...: raise AttributeError(f'{owner.__name__}.{self.name} is not set') from None
            return self.default() if callable(self.default) else self.default
    def __set__(self, obj, value):
        if not isinstance(value, self.type): raise TypeError(f'{self.name}: {self.type.__name__} expected, got {type(value).__name__}')
        if self.check and not self.check(value): raise ValueError(f'{self.name}: {value!r} refused')
        obj.__dict__[self.name] = value
    def __delete__(self, obj): del obj.__dict__[self.name]
class RecordMeta(type):
    registry = {}
    def __prepare__(name, bases, **kw): print('prepare', name, [b.__name__ for b in bases], kw); return {'_order': []}
    def __new__(meta, name, bases, ns, *, frozen=False, **kw):
        cls = super().__new__(meta, name, bases, ns, **kw)
        cls._fields = [f for b in reversed(cls.__mro__) for f in b.__dict__.get('_order', ())]
        cls.__match_args__ = tuple(cls._fields)
        if frozen: cls.__setattr__ = lambda self, k, v: (_ for _ in ()).throw(AttributeError(f'{name} is frozen'))
        meta.registry[name] = cls
        return cls
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __call__(cls, *args, **kw):
        self = cls.__new__(cls)
        for f, a in zip(cls._fields, args): self.__dict__[f] = a; (cls.__setattr__ is object.__setattr__) and setattr(self, f, a)
        for k, v in kw.items():
            if k not in cls._fields: raise TypeError(f'{cls.__name__} has no field {k!r}')
            setattr(self, k, v)
        return self
    def __len__(cls): return len(cls._fields)
    def __contains__(cls, f): return f in cls._fields
    def __iter__(cls): return iter(cls._fields)
class Record(metaclass=RecordMeta):
    def __init_subclass__(cls, tag=None, **kw): super().__init_subclass__(**kw); cls.tag = tag or cls.__name__.lower(); print('subclass', cls.__name__, cls.tag)
    def __repr__(self): return f'{type(self).__name__}({", ".join(f"{f}={getattr(self, f, None)!r}" for f in self._fields)})'
    def __eq__(self, other): return type(self) is type(other) and all(getattr(self, f) == getattr(other, f) for f in self._fields)
class Point(Record): x = Field(int); y = Field(int, 0)
class Point3(Point, tag='p3'): z = Field(int, 0, check=lambda v: v >= 0)
class Frozen(Record, frozen=True): a = Field(str, 'x'); b = Field(list, list)
p = Point(1, 2); q = Point3(1, 2, 3)
print(p, q, Frozen('k'), p == Point(1, 2), p == q, p != Point(2), len(Point3), 'z' in Point, [*Point3], Point.x.name, Point3.__mro__[1].__name__)
match q:
    case Point3(x, y=2, z=z): print('matched', x, z)
for f in (lambda: Point('a'), lambda: Point3(z=-1), lambda: Point(w=1), lambda: Point().x, lambda: setattr(Frozen(), 'a', 'b'), lambda: delattr(p, 'y') or p.y, lambda: delattr(p, 'y')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(sorted(RecordMeta.registry), type(Point).__name__, isinstance(Point, RecordMeta))
class Temperature:
    __slots__ = ('_c', '__dict__')
    def __init__(self, c): self.celsius = c
    @property
    def celsius(self): "Degrees."; return self._c
    @celsius.setter
    def celsius(self, v):
        if v < -273.15: raise ValueError('too cold')
        self._c = v
    @celsius.deleter
    def celsius(self): self._c = None
    fahrenheit = property(lambda self: self._c * 9 / 5 + 32)
t = Temperature(20); print(t.celsius, t.fahrenheit, Temperature.celsius.__doc__, Temperature.celsius.fget.__name__); t.extra = 1
del t.celsius; print(t.celsius, t.__dict__)
for f in (lambda: Temperature(-300), lambda: setattr(t, 'fahrenheit', 1), lambda: delattr(t, 'fahrenheit'), lambda: t.nothing, lambda: object().x, lambda: setattr(object(), 'x', 1)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
class cached:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t): v = o.__dict__[self.n] = self.f(o); return v
class C:
    calls = 0
    @cached
    def heavy(self): C.calls += 1; return 42
    def __getattr__(self, n): return f'?{n}' if n != 'bad' else super().__getattribute__(n)
c = C(); print(c.heavy, c.heavy, C.calls, c.other, hasattr(c, 'bad'), vars(c))
class A:
    def who(self): return ['A']
class B(A):
    def who(self): return ['B'] + super().who()
class D(A):
    def who(self): return ['D'] + super().who()
class E(B, D):
    def who(self): return ['E'] + super().who()
    @classmethod
    def make(cls, *a): return cls()
    @staticmethod
    def st(x): return x
print(E.make().who(), [k.__name__ for k in E.__mro__], E.st(3), E.make, sep='\n')
try: type('X', (A, B), {})
except TypeError as e: print(e)
try:
    class Y(A, metaclass=RecordMeta, bogus=1): pass
except TypeError as e: print(e)
C().bad
