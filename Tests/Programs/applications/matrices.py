"""A matrix class with operators, exact fractions, determinants, and printing."""
class Fraction:
    __slots__ = ('n', 'd')
    def __init__(self, n, d=1):
        if d == 0: raise ZeroDivisionError(f'Fraction({n}, 0)')
        a, b = abs(n), abs(d)
        while b: a, b = b, a % b
        a = a or 1
        s = -1 if (d < 0) else 1
        self.n, self.d = s * n // a, s * d // a
    @staticmethod
    def of(x):
        if isinstance(x, Fraction): return x
        if isinstance(x, int): return Fraction(x)
        return NotImplemented
    def _op(f):
        def forward(self, other):
            other = Fraction.of(other)
            return NotImplemented if other is NotImplemented else f(self, other)
        def backward(self, other):
            other = Fraction.of(other)
            return NotImplemented if other is NotImplemented else f(other, self)
        return forward, backward
    __add__, __radd__ = _op(lambda a, b: Fraction(a.n * b.d + b.n * a.d, a.d * b.d))
    __sub__, __rsub__ = _op(lambda a, b: Fraction(a.n * b.d - b.n * a.d, a.d * b.d))
    __mul__, __rmul__ = _op(lambda a, b: Fraction(a.n * b.n, a.d * b.d))
    __truediv__, __rtruediv__ = _op(lambda a, b: Fraction(a.n * b.d, a.d * b.n))
    __eq__, _ = _op(lambda a, b: a.n == b.n and a.d == b.d)
    __lt__, __gt__ = _op(lambda a, b: a.n * b.d < b.n * a.d)
    del _op, _
    def __hash__(self): return hash((self.n, self.d))
    def __neg__(self): return Fraction(-self.n, self.d)
    def __abs__(self): return Fraction(abs(self.n), self.d)
    def __bool__(self): return self.n != 0
    def __float__(self): return self.n / self.d
    def __int__(self): return int(self.n / self.d)
    def __pow__(self, e): return Fraction(self.n ** e, self.d ** e) if e >= 0 else Fraction(self.d ** -e, self.n ** -e)
    def __round__(self, digits=None): return round(float(self), digits)
    def __format__(self, spec): return format(float(self), spec) if spec else str(self)
    def __repr__(self): return f'{self.n}/{self.d}' if self.d != 1 else str(self.n)
class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
        if len({len(r) for r in self.rows}) > 1: raise ValueError('rows differ in length')
    @classmethod
    def identity(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])
    @property
    def shape(self): return len(self.rows), len(self.rows[0]) if self.rows else 0
    @property
    def T(self): return Matrix(zip(*self.rows))
    def __getitem__(self, key):
        match key:
            case int(i), int(j): return self.rows[i][j]
            case slice() as i, j: return Matrix([r[j] if isinstance(j, slice) else [r[j]] for r in self.rows[i]])
            case int(i): return self.rows[i]
            case e if e is ...: return self
            case _: raise TypeError(f'bad index {key!r}')
    def __setitem__(self, key, value): i, j = key; self.rows[i][j] = value
    def __matmul__(self, other):
        if not isinstance(other, Matrix): return NotImplemented
        if self.shape[1] != other.shape[0]: raise ValueError(f'shapes {self.shape} and {other.shape} do not match')
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*other.rows)] for r in self.rows])
    def __imul__(self, k): self.rows = [[x * k for x in r] for r in self.rows]; return self
    def __add__(self, other): return Matrix([[a + b for a, b in zip(r, s, strict=True)] for r, s in zip(self.rows, other.rows, strict=True)])
    def __eq__(self, other): return isinstance(other, Matrix) and self.rows == other.rows
    def __pow__(self, e):
        result, base = Matrix.identity(len(self.rows)), self
        while e:
            if e & 1: result = result @ base
            base = base @ base; e >>= 1
        return result
    def det(self):
        m = [[Fraction.of(x) for x in r] for r in self.rows]; d = Fraction(1)
        for i in range(len(m)):
            p = next((r for r in range(i, len(m)) if m[r][i]), None)
            if p is None: return Fraction(0)
            if p != i: m[i], m[p] = m[p], m[i]; d = -d
            d *= m[i][i]
            for r in range(i + 1, len(m)):
                f = m[r][i] / m[i][i]
                m[r] = [a - f * b for a, b in zip(m[r], m[i])]
        return d
    def __str__(self):
        cells = [[format(x) for x in r] for r in self.rows]
        widths = [max(map(len, c)) for c in zip(*cells)]
        return '\n'.join('[' + '  '.join(x.rjust(w) for x, w in zip(r, widths)) + ']' for r in cells)
    __repr__ = lambda self: f'Matrix({self.rows})'
a = Matrix([[1, 2], [3, 4]])
print(a @ a, a.T, a ** 10, a.det(), sep='\n--\n')
print(a[0, 1], a[1], a[...] is a, a[:, 1:], a[:, 0])
h = Matrix([[Fraction(1, i + j + 1) for j in range(4)] for i in range(4)])
print(h); print(h.det(), float(h.det()), f'{h.det():.3e}')
a *= 3; print(a, a == Matrix([[3, 6], [9, 12]]), a != a.T)
print(Fraction(1, 3) + 2, 2 - Fraction(1, 3), 1 / Fraction(2, 3), Fraction(2, -4), abs(Fraction(-1, 2)), Fraction(3, 2) ** -3, round(Fraction(22, 7), 3), int(Fraction(-7, 2)))
print(sorted([Fraction(1, 2), Fraction(1, 3), 1, 0]), max(Fraction(1, 2), 0.25 > 0), {Fraction(2, 4): 'half'}[Fraction(1, 2)], 3 > Fraction(5, 2))
for bad in (lambda: a @ 3, lambda: a @ Matrix([[1, 2, 3]]), lambda: Matrix([[1], [2, 3]]), lambda: a['x'], lambda: a + Matrix([[1]]), lambda: Fraction(1) + 'x', lambda: Fraction(1) < 'x', lambda: Fraction(1, 0)):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
print(a @ a @ None)
